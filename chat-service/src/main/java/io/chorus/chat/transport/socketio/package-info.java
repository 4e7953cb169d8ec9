/**
 * Socket.IO, protocol 5, over {@link io.chorus.chat.transport.engineio} (docs/protocol.md). Entry
 * class: {@link io.chorus.chat.transport.socketio.SocketConversation}. Knows packets, namespaces
 * and acknowledgements; all rules of the chat are the session's.
 */
package io.chorus.chat.transport.socketio;
