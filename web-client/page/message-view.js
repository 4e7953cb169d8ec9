import { $, element, timeOf } from "./element.js";

const STATES = { waiting: "sending…", sending: "sending…", stored: "✓ stored" };
const TOGETHER = 5 * 60_000;

/** Shows a room's messages and the user's own that are on their way. Follows the end unless the reader scrolled up. */
export class MessageView {
  #log = $("log");
  #toEnd = $("to-end");
  #items = new Map();
  #retry;

  constructor(retry) {
    this.#retry = retry;
    this.#toEnd.addEventListener("click", () => this.#scrollToEnd());
    this.#log.addEventListener("scroll", () => this.#atEnd() && (this.#toEnd.hidden = true), { passive: true });
  }

  clear() {
    this.#items.clear();
    this.#log.replaceChildren();
    this.#log.setAttribute("aria-busy", "true");
    this.#toEnd.hidden = true;
  }

  show({ list, entries, outbox, userId, username }) {
    const followed = this.#atEnd();
    const tail = entries
      .filter(({ id }) => !list.has(userId, id))
      .map(({ id, content, timestamp }) => ({ id, userId, username, content, timestamp }));
    const messages = [...list.messages, ...tail];
    const kept = new Set();
    let previous = null;
    let grown = false;
    messages.forEach((message, index) => {
      const key = JSON.stringify([message.userId, message.id]);
      kept.add(key);
      let item = this.#items.get(key);
      if (!item) {
        item = this.#make(message, message.userId === userId);
        this.#items.set(key, item);
        grown = true;
      }
      const apart = previous?.userId !== message.userId || message.timestamp - previous.timestamp > TOGETHER;
      item.classList.toggle("first", apart);
      if (message.userId === userId) {
        this.#mark(item, message.id, outbox.get(message.id));
      }
      if (this.#log.children[index] !== item) {
        this.#log.insertBefore(item, this.#log.children[index] ?? null);
      }
      previous = message;
    });
    this.#forget(kept);
    // The first page is not news to be read out.
    this.#log.setAttribute("aria-busy", list.floor === null);
    if (followed) {
      this.#scrollToEnd();
    } else if (grown) {
      this.#toEnd.hidden = false;
    }
  }

  #make({ username, content, timestamp }, mine) {
    const who = element("div", "who", element("b", "", username), timeOf(timestamp));
    const item = element("li", mine ? "mine" : "", who, element("span", "content", content));
    if (mine) {
      item.append(element("span", "state"));
    }
    return item;
  }

  /** An own message that nothing is known of came with the history, so it is stored. */
  #mark(item, id, entry) {
    const state = entry?.state ?? "stored";
    if (item.dataset.state === state) {
      return;
    }
    item.classList.remove("waiting", "sending", "stored", "failed");
    item.classList.add(state);
    item.dataset.state = state;
    const label = item.querySelector(".state");
    if (state === "failed") {
      const again = element("button", "", "Retry");
      again.type = "button";
      again.addEventListener("click", () => this.#retry(id));
      label.replaceChildren(`not stored: ${entry.error} `, again);
    } else {
      label.replaceChildren(STATES[state]);
    }
  }

  #forget(kept) {
    for (const [key, item] of this.#items) {
      if (!kept.has(key)) {
        item.remove();
        this.#items.delete(key);
      }
    }
  }

  #atEnd() {
    return this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 60;
  }

  #scrollToEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#toEnd.hidden = true;
  }
}
