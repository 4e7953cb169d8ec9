package io.chorus.checker.client;

/**
 * How much there is to do.
 *
 * @param rate messages a second, of all clients together
 * @param roomsEach rooms that each client is in
 * @param unanswered messages of one client that may wait for their reply; then it writes no more
 */
public record WorkloadOptions(
    int clients, int rooms, int roomsEach, int rate, int unanswered, Rules rules) {
  public static final WorkloadOptions BUSY = new WorkloadOptions(20, 5, 2, 200, 100, Rules.ALL);

  public WorkloadOptions with(Rules followed) {
    return new WorkloadOptions(clients, rooms, roomsEach, rate, unanswered, followed);
  }
}
