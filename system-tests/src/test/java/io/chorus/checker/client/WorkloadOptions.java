package io.chorus.checker.client;

/**
 * How much there is to do.
 *
 * @param rate messages a second, of all clients together
 * @param roomsEach rooms that each client is in
 */
public record WorkloadOptions(int clients, int rooms, int roomsEach, int rate, Rules rules) {
  public static final WorkloadOptions BUSY = new WorkloadOptions(20, 5, 2, 200, Rules.ALL);

  public WorkloadOptions with(Rules followed) {
    return new WorkloadOptions(clients, rooms, roomsEach, rate, followed);
  }
}
