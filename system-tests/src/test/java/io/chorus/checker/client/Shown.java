package io.chorus.checker.client;

import java.util.Map;
import java.util.Set;

/**
 * What a client shows of a room in the end, when the log is read past all that came live.
 *
 * @param places of every entry that it has
 * @param states of the messages, as its application would show them
 * @param withdrawn what came live and is not in the log
 */
public record Shown(
    Map<EntryKey, Long> places, Map<EntryKey, MessageState> states, Set<EntryKey> withdrawn) {}
