const CAPACITY = 100;

/** The user's notifications, newest first, one per id, and how many are unread. */
export class Inbox {
  items = [];
  unread = 0;

  get newest() {
    return this.items[0]?.cursor ?? null;
  }

  /** Takes the inbox as the server has it; what came live since then counts on top. */
  load({ notifications, unread }) {
    const newest = notifications[0]?.cursor ?? 0;
    this.unread = unread + this.items.filter(({ cursor }) => cursor > newest).length;
    this.#add(notifications);
  }

  receive(notification) {
    if (!this.items.some(({ id }) => id === notification.id)) {
      this.unread++;
      this.#add([notification]);
    }
  }

  read(unread) {
    this.unread = unread;
  }

  #add(notifications) {
    const byId = new Map([...this.items, ...notifications].map((item) => [item.id, item]));
    this.items = [...byId.values()].sort((a, b) => b.cursor - a.cursor).slice(0, CAPACITY);
  }
}
