/** How long a message may take to be stored, in milliseconds: the server's deadline and some slack for the way. */
export const STORING_DEADLINE = 12_000;

const MAX_PLACES = 20_000;

/**
 * The messages of one room, in cursor order, one per (userId, id), with knowledge of what is missing.
 *
 * A place is a cursor that is known to exist. It may show no message: a resend that got a second cursor, or a cursor
 * heard of before its message. Such places keep the chain of `prev` whole.
 */
export class MessageList {
  #places = [];
  #shown = new Map();
  #floor = null;

  /** The cursor below which nothing is kept; null until the newest page is loaded. */
  get floor() {
    return this.#floor;
  }

  get last() {
    return this.#places.at(-1)?.cursor ?? this.#floor ?? 0;
  }

  get messages() {
    return this.#places.filter((place) => place.message).map((place) => place.message);
  }

  has(userId, id) {
    return this.#shown.has(key({ userId, id }));
  }

  clear() {
    this.#places = [];
    this.#shown.clear();
    this.#floor = null;
  }

  /** Takes the newest page of the history; everything from its first message on is kept whole from now on. */
  load({ messages, hasMore }, now) {
    this.merge(messages, { now, stored: true });
    this.#floor = hasMore && messages.length > 0 ? messages[0].cursor : 0;
    const first = this.#find(messages[0]?.cursor);
    if (first && first.prev === null) {
      first.settled = true;
    }
    this.settle({ after: this.#floor, through: messages.at(-1)?.cursor ?? 0, askedAt: now });
  }

  /** Takes the page of the history before the floor, which becomes the floor. */
  extend({ messages, hasMore }, now) {
    const through = this.#floor;
    this.#floor = hasMore && messages.length > 0 ? messages[0].cursor : 0;
    this.merge(messages, { now, stored: true });
    this.settle({ after: this.#floor, through, askedAt: now });
  }

  /** @param stored whether the messages come from the history, which decides between two cursors of one message */
  merge(messages, { now, stored = false }) {
    for (const message of messages) {
      if (this.#floor !== null && message.cursor < this.#floor) {
        continue;
      }
      const place = this.#placeAt(message.cursor, now);
      place.prev ??= message.prev ?? null;
      place.stored ||= stored;
      this.#show(place, message);
    }
    this.#trim();
  }

  /** Notes that there is a message at this cursor, so that it is missed until it comes. */
  expect(cursor, now) {
    if (Number.isSafeInteger(cursor) && cursor > (this.#floor ?? 0)) {
      this.#placeAt(cursor, now);
    }
  }

  /** Where messages may be missing: after one cursor and before another, lowest first. */
  holes() {
    const holes = [];
    let after = this.#floor;
    for (const place of this.#floor === null ? [] : this.#places) {
      if (place.cursor > this.#floor && place.prev !== after && !place.settled) {
        holes.push({ after, before: place.cursor });
      }
      after = place.cursor;
    }
    return holes;
  }

  /**
   * Gives up what the history did not have when it was asked after the storing deadline: that was never stored.
   * The deadline has passed by our own clock, or by the server's: something that much newer was in the answer.
   */
  settle({ after, through, askedAt }) {
    const newest = this.#places.findLast((place) => place.stored)?.cursor ?? 0;
    for (const place of this.#places) {
      const decided =
        place.seenAt + STORING_DEADLINE <= askedAt || place.cursor + STORING_DEADLINE * 1_000 <= newest;
      if (decided && place.cursor > after && place.cursor <= through) {
        place.settled = true;
      }
    }
  }

  #show(place, message) {
    const other = this.#shown.get(key(message));
    if (!other || other === place || precedes(place, other)) {
      if (other) {
        other.message = null;
      }
      place.message = message;
      this.#shown.set(key(message), place);
    }
  }

  #find(cursor) {
    return this.#places.find((place) => place.cursor === cursor);
  }

  #placeAt(cursor, now) {
    let index = this.#places.length;
    while (index > 0 && this.#places[index - 1].cursor >= cursor) {
      index--;
    }
    if (this.#places[index]?.cursor !== cursor) {
      const place = { cursor, prev: null, message: null, stored: false, settled: false, seenAt: now };
      this.#places.splice(index, 0, place);
    }
    return this.#places[index];
  }

  #trim() {
    if (this.#places.length <= MAX_PLACES) {
      return;
    }
    for (const { message } of this.#places.splice(0, this.#places.length - MAX_PLACES)) {
      if (message) {
        this.#shown.delete(key(message));
      }
    }
    if (this.#floor !== null) {
      this.#floor = this.#places[0].cursor;
    }
  }
}

function key({ userId, id }) {
  return JSON.stringify([userId, id]);
}

function precedes(place, other) {
  return place.stored === other.stored ? place.cursor < other.cursor : place.stored;
}
