/**
 * Native WebSocket at {@code /ws} (docs/protocol.md). Entry class: {@link
 * io.chorus.chat.transport.websocket.ChatSocket}. Knows framing and sockets; all rules are the
 * session's.
 */
package io.chorus.chat.transport.websocket;
