const REPEAT = 3_000;
const IDLE = 5_000;
const FORGET = 7_000;

/** Tells others that the user types: at most every three seconds, and when it ends. */
export class TypingSignal {
  #send;
  #last = null;
  #idle = null;

  constructor(send) {
    this.#send = send;
  }

  typed(text, now = Date.now()) {
    if (text.trim() === "") {
      return this.stop();
    }
    if (this.#last === null || now - this.#last >= REPEAT) {
      this.#last = now;
      this.#send(true);
    }
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), IDLE);
  }

  stop() {
    clearTimeout(this.#idle);
    if (this.#last !== null) {
      this.#last = null;
      this.#send(false);
    }
  }
}

/** Who types in a room. Whoever is not heard of again is forgotten, since the end of typing may get lost. */
export class Typists {
  #names = new Map();
  #timers = new Map();
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  get names() {
    return [...this.#names.values()];
  }

  set(userId, username, isTyping) {
    clearTimeout(this.#timers.get(userId));
    this.#names.delete(userId);
    this.#timers.delete(userId);
    if (isTyping) {
      this.#names.set(userId, username);
      this.#timers.set(userId, setTimeout(() => this.set(userId, username, false), FORGET));
    }
    this.#changed();
  }

  clear() {
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.#timers.clear();
    this.#names.clear();
  }
}
