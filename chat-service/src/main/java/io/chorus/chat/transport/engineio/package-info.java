/**
 * Engine.IO, protocol 4: one session over HTTP long-polling, over a WebSocket, or from the one to
 * the other (docs/protocol.md). Entry class: {@link
 * io.chorus.chat.transport.engineio.EngineSession}. Knows packets and carriers, and nothing of what
 * the packets mean.
 */
package io.chorus.chat.transport.engineio;
