/**
 * The ways in: each turns its framing into commands of a session and a session's events into its
 * framing.
 */
package io.chorus.chat.transport;
