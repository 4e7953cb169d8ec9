package io.chorus.stack.gateway;

import java.util.List;

/** Where the services' instances listen. */
public record Upstreams(List<Origin> chat, List<Origin> history, List<Origin> notification) {
  public Upstreams {
    chat = List.copyOf(chat);
    history = List.copyOf(history);
    notification = List.copyOf(notification);
  }
}
