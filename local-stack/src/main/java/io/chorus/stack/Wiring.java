package io.chorus.stack;

/**
 * By which address a service reaches a backend: the backend's own, or that of a proxy before it.
 */
@FunctionalInterface
public interface Wiring {
  Wiring DIRECT = (service, backend, url) -> url;

  /**
   * @param service an instance's name, as {@code chat-1}
   * @param backend {@code redis} or {@code postgres}
   * @param url the backend's own address
   */
  String address(String service, String backend, String url);
}
