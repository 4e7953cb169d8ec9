package io.chorus.model.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.chorus.model.Json;
import io.chorus.model.error.Refusal;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageChange;
import io.chorus.model.room.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Entries of rooms' logs that a chat instance hands to a history replica, on {@link
 * IngestChannels#batches}: one line about the batch, then one for each entry. So an entry that
 * cannot be read is refused alone, and a batch of which nothing else can be read can still be
 * answered.
 *
 * <pre>
 *   {"id":"7","replyTo":"chorus:chat:acks:…","again":false,"suite":"…","version":1,"heardAt":81234}
 *   12 {"id":"m-1","roomId":"general",…}
 *   9 {"event":"message_edited",…}
 * </pre>
 *
 * <p>A change of a message begins with its event, and a message does not; a batch with a change
 * needs {@link IngestVersion#LOG}, as does one with a message that answers another. The number is
 * the entry's age: the milliseconds since its stamp, as its sender measured them when it sent the
 * batch. Whoever waits longer adds to it. No two machines' clocks are compared.
 */
public record IngestBatch(Header header, List<Item> items) {
  /** Messages in one batch at the most. */
  public static final int MAX_MESSAGES = 500;

  /**
   * Bytes of UTF-8 in one batch at the most, unless it is of one message: Redis drops a subscriber
   * that has megabytes waiting.
   */
  public static final int MAX_BYTES = 256 * 1024;

  /** How a change begins. */
  private static final String CHANGE = "{\"" + MessageChange.KIND + "\":";

  /**
   * @param id unique per sending instance; the acknowledgement names it
   * @param replyTo channel on which the sender awaits the {@link IngestAck}
   * @param again whether some of it may have been stored by another replica, which has not said so
   * @param suite the suite whose messages these are; null where the sender has been told of none
   * @param version the oldest {@link IngestVersion} that knows all that is in the batch; null for
   *     the first
   * @param heardAt {@link ReplicaAnnouncement#sentAt} of the newest announcement that the sender
   *     had from the replica when it took the ages; null where it said nothing
   * @param traces of entries whose way is traced, by their number in the batch, the {@code
   *     traceparent} of what the sender does; null where there are none. They come on top of {@link
   *     #MAX_BYTES}, 64 bytes each
   */
  public record Header(
      String id,
      String replyTo,
      boolean again,
      String suite,
      Integer version,
      Long heardAt,
      Map<Integer, String> traces) {
    /** What a replica has to know. */
    public int needs() {
      return IngestVersion.orFirst(version);
    }
  }

  /**
   * @param ageMillis since its stamp, when the batch was sent
   * @param entry null where it is not taken
   * @param refused why it is not taken; null where it is
   */
  public record Item(long ageMillis, LogEntry entry, Refused refused) {
    public Item(long ageMillis, LogEntry entry) {
      this(ageMillis, entry, null);
    }

    private Item(Refused refused) {
      this(0, null, refused);
    }

    public boolean isTaken() {
      return refused == null;
    }

    /** The message that it is; null where it is a change of one, or not taken. */
    public ChatMessage message() {
      return entry instanceof ChatMessage message ? message : null;
    }
  }

  /** Writes a batch, of entries that are JSON already. */
  public static final class Writer {
    private final StringBuilder text = new StringBuilder();

    public Writer(Header header) {
      text.append(Json.text(header));
    }

    /**
     * @param entry a {@link LogEntry} as JSON
     */
    public void add(long ageMillis, String entry) {
      text.append('\n').append(ageMillis).append(' ').append(entry);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  /** The batch as it travels. */
  public String text() {
    Writer writer = new Writer(header);
    items.forEach(item -> writer.add(item.ageMillis(), Json.text(item.entry())));
    return writer.toString();
  }

  /** Reads a batch; empty where it does not even say who wants to be answered. */
  public static Optional<IngestBatch> read(String text) {
    int end = text.indexOf('\n');
    return Json.ifReadable(end < 0 ? text : text.substring(0, end), Header.class)
        .filter(header -> header.id() != null && header.replyTo() != null)
        .map(header -> new IngestBatch(header, items(text, end)));
  }

  private static List<Item> items(String text, int headerEnd) {
    List<Item> items = new ArrayList<>();
    int end = headerEnd;
    while (end >= 0) {
      int start = end + 1;
      end = text.indexOf('\n', start);
      items.add(item(text.substring(start, end < 0 ? text.length() : end)));
    }
    return items;
  }

  private static Item item(String line) {
    int space = line.indexOf(' ');
    try {
      long age = Long.parseLong(line, 0, space, 10);
      LogEntry entry = Json.readAll(line.substring(space + 1), kind(line, space + 1));
      return entry != null && age >= 0 && isRoom(entry.roomId())
          ? new Item(age, entry)
          : new Item(Refused.UNREADABLE);
    } catch (UnrecognizedPropertyException | InvalidTypeIdException e) {
      // Without what is not known here it would be another message.
      return new Item(Refused.UNKNOWN_CONTENT);
    } catch (JsonProcessingException | RuntimeException e) {
      return new Item(Refused.UNREADABLE);
    }
  }

  private static Class<? extends LogEntry> kind(String line, int start) {
    return line.startsWith(CHANGE, start) ? MessageChange.class : ChatMessage.class;
  }

  private static boolean isRoom(String roomId) {
    try {
      new RoomId(roomId);
      return true;
    } catch (Refusal e) {
      return false;
    }
  }
}
