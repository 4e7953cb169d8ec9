package io.chorus.stack.status;

/** Where one part of a suite listens, and its process at the time of asking. */
public record Endpoint(String url, long pid) {}
