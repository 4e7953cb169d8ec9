package io.chorus.model.erasure;

/**
 * Data of {@code user_erased}: of what a user has written in a room nothing is left but the places.
 *
 * @param placeholder the userId that stands there now
 */
public record UserErased(String roomId, String userId, String placeholder) {}
