/**
 * What outside suites of Engine.IO and Socket.IO try: sends everything back. Only in builds with
 * the profile {@code conformance}, which {@code ./chorus conformance} makes; in no other one.
 */
package io.chorus.chat.transport.echo;
