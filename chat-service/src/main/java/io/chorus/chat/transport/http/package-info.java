/**
 * Messages and members over HTTP (docs/protocol.md). Errors are RFC 9457 problems with the wire's
 * codes.
 */
package io.chorus.chat.transport.http;
