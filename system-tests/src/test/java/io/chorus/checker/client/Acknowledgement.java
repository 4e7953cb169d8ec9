package io.chorus.checker.client;

/** What a reply said: stored, in that room, at that cursor. */
public record Acknowledgement(String roomId, long cursor) {}
