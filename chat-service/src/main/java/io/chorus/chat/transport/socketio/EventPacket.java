package io.chorus.chat.transport.socketio;

import io.chorus.model.json.JsonArray;
import java.util.List;

/**
 * An event from a client.
 *
 * @param arguments the first one is the event's name
 * @param acknowledgement the number under which it wants an answer, null where it wants none
 * @param attachments bytes for which placeholders stand in the arguments
 * @param size of its text
 */
public record EventPacket(
    String name, JsonArray arguments, Long acknowledgement, List<byte[]> attachments, int size) {}
