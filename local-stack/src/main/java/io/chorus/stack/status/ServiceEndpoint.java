package io.chorus.stack.status;

/**
 * Where one instance of a service listens, and its process at the time of asking.
 *
 * @param management where it tells its health and its metrics; no gateway leads there
 */
public record ServiceEndpoint(String url, String management, long pid) {}
