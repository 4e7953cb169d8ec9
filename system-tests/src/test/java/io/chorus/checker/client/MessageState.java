package io.chorus.checker.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of a message.
 *
 * @param content empty where it is deleted
 * @param reactions how many users have each
 * @param replies how many messages that are there answer it
 */
public record MessageState(
    String content, boolean deleted, Map<String, Integer> reactions, int replies) {

  /** As the history gives it. */
  static MessageState of(JsonObject message) {
    Map<String, Integer> reactions = new TreeMap<>();
    JsonArray counted = message.getJsonArray("reactions", new JsonArray());
    for (int i = 0; i < counted.size(); i++) {
      JsonObject reaction = counted.getJsonObject(i);
      reactions.put(reaction.getString("reaction"), reaction.getInteger("count"));
    }
    return new MessageState(
        message.getString("content"),
        message.getBoolean("deleted", false),
        reactions,
        message.getInteger("replies", 0));
  }

  /** What entries lead to, in whatever order they come: the newest counts, by its place. */
  public static Map<EntryKey, MessageState> ledToBy(Collection<Entry> entries) {
    Becoming becoming = new Becoming();
    entries.forEach(becoming::take);
    return becoming.states();
  }

  private static final class Becoming {
    private record Reacting(EntryKey message, String userId, String reaction) {}

    private final Map<EntryKey, Entry> messages = new HashMap<>();
    private final Map<EntryKey, Entry> edits = new HashMap<>();
    private final Set<EntryKey> deleted = new HashSet<>();
    private final Map<Reacting, Entry> reactions = new HashMap<>();

    void take(Entry entry) {
      switch (entry.kind()) {
        case MESSAGE -> messages.put(entry.key(), entry);
        case EDIT -> edits.merge(entry.of(), entry, Becoming::newer);
        case DELETION -> deleted.add(entry.of());
        case REACTION ->
            reactions.merge(
                new Reacting(entry.of(), entry.key().userId(), entry.text()),
                entry,
                Becoming::newer);
        case VOID -> {}
      }
    }

    private static Entry newer(Entry one, Entry other) {
      return one.cursor() > other.cursor() ? one : other;
    }

    Map<EntryKey, MessageState> states() {
      Map<EntryKey, Integer> replies = new HashMap<>();
      messages.forEach(
          (key, message) -> {
            if (message.replyTo() != null && !deleted.contains(key)) {
              replies.merge(message.replyTo(), 1, Integer::sum);
            }
          });
      Map<EntryKey, Map<String, Integer>> counts = new HashMap<>();
      reactions.forEach(
          (reacting, newest) -> {
            if (newest.on() && !deleted.contains(reacting.message())) {
              counts
                  .computeIfAbsent(reacting.message(), m -> new TreeMap<>())
                  .merge(reacting.reaction(), 1, Integer::sum);
            }
          });
      Map<EntryKey, MessageState> states = new HashMap<>();
      messages.forEach(
          (key, message) -> {
            boolean gone = deleted.contains(key);
            String content = gone ? "" : edits.getOrDefault(key, message).text();
            states.put(
                key,
                new MessageState(
                    content,
                    gone,
                    counts.getOrDefault(key, Map.of()),
                    replies.getOrDefault(key, 0)));
          });
      return states;
    }
  }
}
