package io.chorus.checker.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a client wants: each thing is asked for again and again, under the same id, until it is
 * stored.
 */
final class Outbox {
  private final String userId;
  private final int capacity;
  private final Map<Integer, Wish> wishes = new LinkedHashMap<>();
  private final Deque<Integer> fresh = new ArrayDeque<>();

  /** Sent before, and to be sent again. */
  private final TreeSet<Integer> waiting = new TreeSet<>();

  private final Map<String, Acknowledgement> acknowledged = new HashMap<>();
  private final SendingOrder order = new SendingOrder();
  private int lastNumber;

  Outbox(String userId, int capacity) {
    this.userId = userId;
    this.capacity = capacity;
  }

  boolean isFull() {
    return wishes.size() >= capacity;
  }

  void add(Wish wish) {
    wishes.put(++lastNumber, wish);
    fresh.add(lastNumber);
  }

  /**
   * The number of what is to be sent next; null when none waits. New ones go first: they come live
   * however many wait to be stored.
   */
  Integer poll() {
    Integer next = fresh.poll();
    if (next != null) {
      order.sent(next);
      return next;
    }
    Integer again = waiting.pollFirst();
    if (again != null) {
      order.sentAgain(again);
    }
    return again;
  }

  Wish wish(int number) {
    return wishes.get(number);
  }

  String id(int number) {
    return userId + "-" + number;
  }

  void stored(int number, long cursor) {
    Wish wish = wishes.remove(number);
    waiting.remove(number);
    if (wish != null) {
      acknowledged.put(id(number), new Acknowledgement(wish.roomId(), cursor));
      order.stored(number, wish.roomId(), cursor);
    }
  }

  /** It can never be done any more. */
  void givenUp(int number) {
    wishes.remove(number);
    waiting.remove(number);
  }

  /** What was sent without being kept here was stored. */
  void storedBeside(String id, String roomId, long cursor) {
    acknowledged.put(id, new Acknowledgement(roomId, cursor));
  }

  void notStored(int number) {
    if (wishes.containsKey(number)) {
      waiting.add(number);
    }
  }

  /** The connection is gone, and with it the replies to everything sent. */
  void disconnected() {
    waiting.addAll(wishes.keySet());
    fresh.forEach(waiting::remove);
    order.disconnected();
  }

  /** What has its place before what the same connection sent earlier. */
  List<String> disorder() {
    return order.disorder();
  }

  Set<Integer> unanswered() {
    return Set.copyOf(wishes.keySet());
  }

  Map<String, Acknowledgement> acknowledged() {
    return Map.copyOf(acknowledged);
  }
}
