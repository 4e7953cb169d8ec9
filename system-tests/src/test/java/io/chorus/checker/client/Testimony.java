package io.chorus.checker.client;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one client says at the end.
 *
 * @param acknowledged what it wrote and did of which it was told that it is stored, by id
 * @param unanswered how much of that is neither stored nor given up
 * @param rooms what it shows of each room
 * @param members per room who is there, by what it was told; empty for a client that has left
 * @param disorder what came live out of its order, or has its place out of the order in which it
 *     was sent, described
 * @param refused its own messages that were refused for good
 * @param contradictions what it was told that cannot be, described
 * @param newestAtJoin per room the newest place that a join has named
 * @param read per room how far it was told to have read
 */
public record Testimony(
    String userId,
    Map<String, Acknowledgement> acknowledged,
    int unanswered,
    Map<String, Shown> rooms,
    Map<String, Set<String>> members,
    List<String> disorder,
    Set<EntryKey> refused,
    List<String> contradictions,
    Map<String, Long> newestAtJoin,
    Map<String, Long> read) {}
