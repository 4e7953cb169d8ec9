package io.chorus.checker.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a client wants next, by what it has heard and written: mostly to say something, and of
 * twenty times three to edit, two to react, once to answer or to delete. Some of what is said
 * mentions somebody. Of each room the newest messages are remembered. Belongs to the workload's
 * event loop.
 */
final class Wishes {
  private static final int REMEMBERED = 20;
  private static final int MENTIONING_EVERY = 10;
  private static final String[] REACTIONS = {"👍", "👀", "x"};

  private final List<String> roomIds;
  private final RandomGenerator random;
  private final boolean changes;
  private final Map<String, List<EntryKey>> heard = new HashMap<>();
  private final Map<String, List<EntryKey>> own = new HashMap<>();

  /**
   * @param changes whether it changes messages, too
   */
  Wishes(List<String> roomIds, boolean changes, RandomGenerator random) {
    this.roomIds = roomIds;
    this.changes = changes;
    this.random = random;
  }

  /** A message was there, anybody's. */
  void heard(String roomId, EntryKey message) {
    remember(heard, roomId, message);
  }

  /** A message of the client's own is stored. */
  void stored(String roomId, EntryKey message) {
    remember(own, roomId, message);
  }

  private static void remember(Map<String, List<EntryKey>> all, String roomId, EntryKey message) {
    List<EntryKey> newest = all.computeIfAbsent(roomId, room -> new ArrayList<>());
    if (newest.size() == REMEMBERED) {
      newest.removeFirst();
    }
    newest.add(message);
  }

  Wish next() {
    Wish wish = choose();
    boolean says = wish.isMessage() || wish.isEdit();
    EntryKey meant = any(heard, wish.roomId());
    return changes && says && meant != null && random.nextInt(MENTIONING_EVERY) == 0
        ? wish.mentioning(meant.userId())
        : wish;
  }

  private Wish choose() {
    String roomId = roomIds.get(random.nextInt(roomIds.size()));
    int choice = changes ? random.nextInt(20) : 20;
    EntryKey message = any(choice == 3 || choice == 4 || choice == 6 ? heard : own, roomId);
    if (choice > 6 || message == null) {
      return Wish.message(roomId);
    }
    return switch (choice) {
      case 0, 1, 2 -> Wish.edit(roomId, message);
      case 3, 4 ->
          Wish.reaction(
              roomId, message, REACTIONS[random.nextInt(REACTIONS.length)], random.nextInt(3) > 0);
      case 5 -> {
        // Now and then it is changed once more, which must be refused.
        if (random.nextInt(4) > 0) {
          own.get(roomId).remove(message);
        }
        yield Wish.deletion(roomId, message);
      }
      default -> Wish.reply(roomId, message);
    };
  }

  private EntryKey any(Map<String, List<EntryKey>> all, String roomId) {
    List<EntryKey> messages = all.getOrDefault(roomId, List.of());
    return messages.isEmpty() ? null : messages.get(random.nextInt(messages.size()));
  }
}
