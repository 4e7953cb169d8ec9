package io.chorus.notification.inbox;

/**
 * How much a user had, at some moment, above the place up to which everything was read. Nothing is
 * ever stored below a place that was seen (see {@link InboxWriter}), so this much stays true of
 * what lay there, until something is removed: only what came later is to be counted.
 *
 * @param readUpTo the user's place at that moment
 * @param upTo the newest place at that moment
 * @param removals how often something had been removed from any inbox
 * @param count between both places, what has expired or is marked as read included
 */
record Tally(long readUpTo, long upTo, long removals, long count) {
  /** Holds of nobody, so that everything is counted. */
  static final Tally NONE = new Tally(0, 0, -1, 0);
}
