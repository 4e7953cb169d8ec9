package io.chorus.notification.fanout;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is still to be published of one notification. Envelopes are made as their turn comes. */
final class Delivery {
  /** One envelope on one channel. */
  record Publication(String channel, String envelope) {}

  private final Iterator<String> recipients;
  private final UnaryOperator<String> channel;
  private final UnaryOperator<String> envelope;
  private int left;

  private Delivery(
      List<String> recipients, UnaryOperator<String> channel, UnaryOperator<String> envelope) {
    this.recipients = recipients.iterator();
    this.channel = channel;
    this.envelope = envelope;
    this.left = recipients.size();
  }

  /** The same envelope for all who listen to one channel. */
  static Delivery of(String channel, String envelope) {
    return new Delivery(List.of(channel), name -> name, name -> envelope);
  }

  /** A channel and an envelope for each user. */
  static Delivery toEach(
      List<String> userIds, UnaryOperator<String> channel, UnaryOperator<String> envelope) {
    return new Delivery(userIds, channel, envelope);
  }

  /** How many publications are left. */
  int left() {
    return left;
  }

  Publication next() {
    left--;
    String recipient = recipients.next();
    return new Publication(channel.apply(recipient), envelope.apply(recipient));
  }

  /** The channels of all that is left, which then is none. */
  List<String> giveUp() {
    left = 0;
    List<String> channels = new ArrayList<>();
    recipients.forEachRemaining(recipient -> channels.add(channel.apply(recipient)));
    return channels;
  }
}
