/**
 * What every framing over RFC 6455 shares below the session: reading frames and messages, writing
 * within bounds, flushing, the closing handshake. Entry class: {@link
 * io.chorus.chat.transport.socket.Socket}. websockets-next makes the upgrade and knows the end of a
 * connection; all frames in between are handled here (docs/adr/013). Knows neither events nor JSON.
 */
package io.chorus.chat.transport.socket;
