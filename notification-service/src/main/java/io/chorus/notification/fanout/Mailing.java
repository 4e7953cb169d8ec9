package io.chorus.notification.fanout;

import io.chorus.model.notification.UserChannels;
import io.chorus.trace.Step;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;

/** What is still to be published of one notification. Envelopes are made as their turn comes. */
final class Mailing {
  /** One envelope on one channel. */
  record Publication(String channel, String envelope) {}

  /** What a list has for each entry. */
  private static final int ENTRY = 64;

  /** Stands for everybody in the place of a userId, which is never empty. */
  private static final String EVERYBODY = "";

  private final NotificationFrame frame;
  private final Iterator<String> recipients;
  private final long bytes;
  private final Step step;
  private int left;
  private int open;

  private Mailing(List<String> recipients, NotificationFrame frame, Step step) {
    this.frame = frame;
    this.step = step;
    this.open = recipients.size();
    this.recipients = recipients.iterator();
    this.left = recipients.size();
    this.bytes = frame.length() + recipients.stream().mapToLong(id -> id.length() + ENTRY).sum();
  }

  /** One envelope on the channel to which all listen. */
  static Mailing toEverybody(NotificationFrame frame, Step step) {
    return new Mailing(List.of(EVERYBODY), frame, step);
  }

  /** An envelope for each user, on a channel of its own. */
  static Mailing toEach(List<String> userIds, NotificationFrame frame, Step step) {
    return new Mailing(userIds, frame, step);
  }

  /** How many publications are left. */
  int left() {
    return left;
  }

  /** About how much memory it takes as a whole. */
  long bytes() {
    return bytes;
  }

  Publication next() {
    left--;
    String recipient = recipients.next();
    return recipient.equals(EVERYBODY)
        ? new Publication(UserChannels.BROADCAST, frame.forEverybody())
        : new Publication(UserChannels.of(recipient), frame.forUser(recipient));
  }

  /**
   * One of its publications has ended; with the last one it is done.
   *
   * @param failure why it did not get through; null where it did
   */
  void ended(Throwable failure) {
    open--;
    if (failure != null || open == 0) {
      step.end(failure);
    }
  }

  /** The channels of all that is left, which then is none. */
  List<String> giveUp() {
    if (left > 0) {
      step.end(new CancellationException());
    }
    left = 0;
    List<String> channels = new ArrayList<>();
    recipients.forEachRemaining(
        recipient ->
            channels.add(
                recipient.equals(EVERYBODY) ? UserChannels.BROADCAST : UserChannels.of(recipient)));
    return channels;
  }
}
