import { STORING_DEADLINE } from "./room.js";

const PAGE = 200;
const MAX_PAGES = 10;
const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 3_000;

/**
 * Fetches what a room's list lacks until nothing is missing: the newest page first, then whatever a hole, a resync or
 * a reconnect asks for. One request at a time; asks again at growing intervals while a hole may still be filled.
 */
export class Repair {
  #list;
  #fetchPage;
  #changed;
  #refused;
  #now;
  #after = null;
  #pause = FIRST_PAUSE;
  #timer = null;
  #late = null;
  #busy = false;
  #again = false;
  #paused = true;
  #stopped = false;

  /**
   * @param fetchPage answers `{limit, after?}` with a page of the history
   * @param changed called with the messages of each page taken in
   * @param refused called with the error when the history says that asking again is no use
   */
  constructor({ list, fetchPage, changed = () => {}, refused = () => {}, now = Date.now }) {
    this.#list = list;
    this.#fetchPage = fetchPage;
    this.#changed = changed;
    this.#refused = refused;
    this.#now = now;
  }

  /** Starts, or goes on after a pause; what was stored late in the meantime is behind the last cursor. */
  resume() {
    this.#paused = false;
    if (this.#list.floor === null) {
      this.#soon();
    } else {
      this.interrupted();
    }
  }

  pause() {
    this.#paused = true;
    clearTimeout(this.#timer);
  }

  stop() {
    this.#stopped = true;
    this.pause();
    clearTimeout(this.#late);
  }

  /** Live delivery had a gap of unknown extent. What was under way in it may be stored until the deadline. */
  interrupted() {
    const after = this.#list.last - STORING_DEADLINE * 1_000;
    this.catchUp(after);
    clearTimeout(this.#late);
    this.#late = setTimeout(() => this.catchUp(after), STORING_DEADLINE);
  }

  /** Fetches everything after this cursor. */
  catchUp(after) {
    this.#after = Math.min(after, this.#after ?? after);
    this.#soon();
  }

  /** Looks for holes after the list has changed. */
  check() {
    if (this.#list.holes().length > 0) {
      this.#soon();
    }
  }

  #soon() {
    this.#pause = FIRST_PAUSE;
    this.#again = this.#busy;
    this.#schedule(0);
  }

  #schedule(delay) {
    if (!this.#paused && !this.#busy && !this.#stopped) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#round(), delay);
    }
  }

  async #round() {
    this.#busy = true;
    try {
      await this.#fetchMissing();
    } catch (error) {
      if (error.final) {
        this.stop();
        this.#refused(error);
      }
    }
    this.#busy = false;
    if (this.#again) {
      this.#soon();
    } else if (this.#list.floor === null || this.#after !== null || this.#list.holes().length > 0) {
      this.#schedule(this.#pause);
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    }
  }

  async #fetchMissing() {
    if (this.#list.floor === null) {
      await this.#load();
    }
    if (this.#after !== null) {
      const after = this.#after;
      this.#after = null;
      try {
        await this.#fetch(Math.max(after, this.#list.floor), Infinity);
      } catch (error) {
        this.#after = Math.min(after, this.#after ?? after);
        throw error;
      }
    }
    let reached = -1;
    for (const hole of this.#list.holes()) {
      if (hole.before > reached) {
        reached = await this.#fetch(hole.after, hole.before);
      }
    }
  }

  async #load() {
    const askedAt = this.#now();
    const page = await this.#fetchPage({ limit: 50 });
    if (!this.#stopped) {
      this.#list.load(page, askedAt);
      this.#changed(page.messages);
    }
  }

  /** Pages from one cursor up to another; answers how far it came. */
  async #fetch(after, through) {
    for (let pages = 0; pages < MAX_PAGES && !this.#stopped; pages++) {
      const askedAt = this.#now();
      const { messages, hasMore } = await this.#fetchPage({ after, limit: PAGE });
      if (this.#stopped) {
        return Infinity;
      }
      const reached = hasMore && messages.length > 0 ? messages.at(-1).cursor : Infinity;
      this.#list.merge(messages, { now: askedAt, stored: true });
      this.#list.settle({ after, through: reached, askedAt });
      this.#changed(messages);
      if (reached >= through) {
        return reached;
      }
      after = reached;
    }
    // Too far behind to read it all: the newest page is what a reader wants.
    if (!this.#stopped) {
      this.#list.clear();
      await this.#load();
    }
    return Infinity;
  }
}
