package io.chorus.model.reading;

/**
 * Data of {@code room_read}: how far a user has read a room, on whatever device, and what is left.
 *
 * @param cursor the marker
 * @param unread messages of others behind it, 99 at the most
 * @param mentions those among them that mention the user, 99 at the most
 * @param more true where there are more than the numbers tell; null otherwise
 */
public record RoomRead(String roomId, long cursor, int unread, int mentions, Boolean more) {}
