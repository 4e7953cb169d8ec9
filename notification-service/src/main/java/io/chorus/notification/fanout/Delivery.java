package io.chorus.notification.fanout;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** What is still to be published of one notification. Made one by one, as its turn comes. */
final class Delivery {
  /** One envelope on one channel. */
  record Publication(String channel, String envelope) {}

  private final Iterator<Publication> publications;
  private int left;

  private Delivery(int left, Iterator<Publication> publications) {
    this.left = left;
    this.publications = publications;
  }

  static Delivery of(Publication only) {
    return new Delivery(1, List.of(only).iterator());
  }

  static Delivery toEach(List<String> userIds, Function<String, Publication> publication) {
    return new Delivery(userIds.size(), userIds.stream().map(publication).iterator());
  }

  /** How many publications are left. */
  int left() {
    return left;
  }

  Publication next() {
    left--;
    return publications.next();
  }
}
