package io.chorus.checker.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the checker looks at in an entry of a log, live or from the history.
 *
 * @param key the entry's own
 * @param of the message that it changes; of a message its own key
 * @param replyTo the message that it answers, or null
 * @param text what a message or an edit says, or the reaction; null where there is none
 * @param mentions who is mentioned by it
 * @param on of a reaction, whether it is there
 * @param prev 0 where all that came before is behind the horizon, null where it is unknown
 */
public record Entry(
    Kind kind,
    EntryKey key,
    EntryKey of,
    EntryKey replyTo,
    String text,
    Set<String> mentions,
    boolean on,
    long cursor,
    Long prev) {
  /** What an entry does. */
  public enum Kind {
    MESSAGE,
    EDIT,
    DELETION,
    REACTION,
    /** Nothing: its place was given to what was refused then. */
    VOID;

    static Kind of(String event) {
      return switch (event) {
        case "message" -> MESSAGE;
        case "message_edited" -> EDIT;
        case "message_deleted" -> DELETION;
        case "reaction" -> REACTION;
        case "void" -> VOID;
        default -> throw new IllegalArgumentException("no entry of a log: " + event);
      };
    }

    /** Whether events of that name are entries. */
    static boolean isOne(String event) {
      return event.equals("message") || event.startsWith("message_") || event.equals("reaction");
    }
  }

  /** A message that says its id. */
  public static Entry message(String userId, String id, long cursor, Long prev) {
    EntryKey key = new EntryKey(userId, id);
    return new Entry(Kind.MESSAGE, key, key, null, id, Set.of(), false, cursor, prev);
  }

  static Entry of(String event, JsonObject json) {
    Kind kind = Kind.of(event);
    long cursor = json.getLong("cursor");
    Long prev = json.getLong("prev");
    if (kind == Kind.VOID) {
      EntryKey key = new EntryKey("", Long.toString(cursor));
      return new Entry(kind, key, key, null, null, Set.of(), false, cursor, prev);
    }
    EntryKey of = key(json);
    EntryKey key =
        kind == Kind.MESSAGE
            ? of
            : new EntryKey(
                shared(json.getJsonObject("by").getString("userId")),
                shared(json.getString("changeId")));
    JsonObject replyTo = json.getJsonObject("replyTo");
    String text = json.getString(kind == Kind.REACTION ? "reaction" : "content");
    return new Entry(
        kind,
        key,
        of,
        replyTo == null ? null : key(replyTo),
        shared(text),
        mentions(json.getJsonObject("metadata")),
        json.getBoolean("on", false),
        cursor,
        prev);
  }

  static EntryKey key(JsonObject named) {
    return new EntryKey(shared(named.getString("userId")), shared(named.getString("id")));
  }

  private static Set<String> mentions(JsonObject metadata) {
    return metadata == null
        ? Set.of()
        : metadata.getJsonArray("mentions", new JsonArray()).stream()
            .map(userId -> shared((String) userId))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Every client keeps every entry of its rooms: they share the texts. */
  private static String shared(String text) {
    return text == null ? null : text.intern();
  }

  boolean isMessage() {
    return kind == Kind.MESSAGE;
  }

  /** Whether it is what a message says, at first or later. */
  public boolean isVersion() {
    return kind == Kind.MESSAGE || kind == Kind.EDIT;
  }

  public boolean isVoid() {
    return kind == Kind.VOID;
  }

  /** Whether it names the entry before it. */
  boolean namesPrevious() {
    return prev != null && prev != 0;
  }

  /** Whether it says that all before it is behind the horizon. */
  public boolean saysAllBeforeIsFinal() {
    return prev != null && prev == 0;
  }
}
