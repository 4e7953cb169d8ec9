package io.chorus.stack.gateway;

import java.util.List;

/** Where the services' instances listen, by their ports on 127.0.0.1. */
public record Upstreams(List<Integer> chat, List<Integer> history, List<Integer> notification) {
  public Upstreams {
    chat = List.copyOf(chat);
    history = List.copyOf(history);
    notification = List.copyOf(notification);
  }
}
