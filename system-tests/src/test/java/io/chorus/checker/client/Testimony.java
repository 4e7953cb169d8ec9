package io.chorus.checker.client;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one client says at the end.
 *
 * @param acknowledged its own messages of which it was told that they are stored, by id
 * @param unanswered how many of its messages are neither stored nor given up
 * @param views per room what its application would show, with the cursors
 * @param members per room who is there, by what it was told; empty for a client that has left
 * @param disorder what came live out of its order, described
 * @param refused its own messages that were refused for good
 * @param contradictions what it was told that cannot be, described
 * @param newestAtJoin per room the newest place that a join has named
 */
public record Testimony(
    String userId,
    Map<String, Acknowledgement> acknowledged,
    int unanswered,
    Map<String, Map<MessageKey, Long>> views,
    Map<String, Set<String>> members,
    List<String> disorder,
    Set<MessageKey> refused,
    List<String> contradictions,
    Map<String, Long> newestAtJoin) {}
