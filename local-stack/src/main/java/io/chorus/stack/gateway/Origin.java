package io.chorus.stack.gateway;

/**
 * Where one instance of a service listens on 127.0.0.1.
 *
 * @param port for what clients ask
 * @param managementPort for what the gateway itself asks, and passes nothing on to
 */
public record Origin(int port, int managementPort) {}
