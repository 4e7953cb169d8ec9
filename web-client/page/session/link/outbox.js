/** Unanswered messages at once: what the server takes in a burst. */
const CAPACITY = 40;

/**
 * Own messages until they are seen in their room. A message keeps its id through every resend, so that sending twice
 * is harmless. States: `waiting` for the connection, `sending`, `stored`, `failed`.
 */
export class Outbox {
  #entries = new Map();

  /** Answers the entry, or null when too many are unanswered. */
  add(roomId, content, id = randomId()) {
    const open = [...this.#entries.values()].filter((entry) => entry.state !== "stored");
    if (open.length >= CAPACITY) {
      return null;
    }
    const entry = { id, roomId, content, state: "waiting", timestamp: Date.now(), error: null, cursor: null };
    this.#entries.set(id, entry);
    return entry;
  }

  get(id) {
    return this.#entries.get(id);
  }

  of(roomId) {
    return [...this.#entries.values()].filter((entry) => entry.roomId === roomId);
  }

  waiting(roomId) {
    return this.of(roomId).filter((entry) => entry.state === "waiting");
  }

  sending(id) {
    this.#change(id, { state: "sending", error: null });
  }

  stored(id, cursor = null) {
    this.#change(id, { state: "stored", error: null, cursor });
  }

  /** Not known whether it arrived: to be sent again when the connection is back. */
  interrupted(id) {
    this.#change(id, { state: "waiting" });
  }

  failed(id, error) {
    this.#change(id, { state: "failed", error });
  }

  retry(id) {
    this.#change(id, { state: "waiting", error: null });
  }

  discard(id) {
    this.#entries.delete(id);
  }

  /** Forgets what the room itself shows, and what is older than all it shows. */
  prune(list, userId) {
    for (const { id, state, cursor } of this.#entries.values()) {
      const older = cursor !== null && list.floor !== null && cursor < list.floor;
      if (state === "stored" && (older || list.has(userId, id))) {
        this.#entries.delete(id);
      }
    }
  }

  // What is stored stays stored: an answer to an earlier attempt cannot undo it.
  #change(id, change) {
    const entry = this.#entries.get(id);
    if (entry && entry.state !== "stored") {
      Object.assign(entry, change);
    }
  }
}

/** A UUID where the page may make one (https, localhost), else as much randomness in hexadecimal. */
export function randomId(crypto = globalThis.crypto) {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
