package io.chorus.checker.client;

import java.time.Duration;

/**
 * How much there is to do.
 *
 * @param rate messages and changes a second, of all clients together
 * @param roomsEach rooms that each client is in
 * @param unanswered messages of one client that may wait for their reply; then it writes no more
 * @param provokes whether clients also send what must be refused
 * @param changes whether clients also change messages, and say how far they have read
 * @param audited whether pages of the history are read all the time, of every replica
 * @param longestSleep for how long some clients are away, again and again; zero where none is
 */
public record WorkloadOptions(
    int clients,
    int rooms,
    int roomsEach,
    int rate,
    int unanswered,
    Rules rules,
    boolean provokes,
    boolean changes,
    boolean audited,
    Duration longestSleep) {
  public static final WorkloadOptions BUSY =
      new WorkloadOptions(20, 5, 2, 200, 600, Rules.ALL, true, true, true, Duration.ZERO);

  /**
   * Clients that go on writing while nothing is stored: each so little that what it sends again
   * every ten seconds leaves it room for more within its limits; and no more of them than read
   * everything again in seconds on two processors, which take the square of their number for it.
   */
  public static final WorkloadOptions PATIENT =
      new WorkloadOptions(30, 6, 1, 100, 1_000, Rules.ALL);

  /** Clients that are always there and do nothing wrong, and nobody beside them. */
  public WorkloadOptions(
      int clients, int rooms, int roomsEach, int rate, int unanswered, Rules rules) {
    this(clients, rooms, roomsEach, rate, unanswered, rules, false, false, false, Duration.ZERO);
  }

  public WorkloadOptions with(Rules followed) {
    return new WorkloadOptions(
        clients,
        rooms,
        roomsEach,
        rate,
        unanswered,
        followed,
        provokes,
        changes,
        audited,
        longestSleep);
  }

  public WorkloadOptions withSleepUpTo(Duration longest) {
    return new WorkloadOptions(
        clients, rooms, roomsEach, rate, unanswered, rules, provokes, changes, audited, longest);
  }
}
