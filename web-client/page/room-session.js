import { Repair } from "./repair.js";
import { MessageList } from "./room.js";
import { Typists } from "./typing.js";

const JOIN_AGAIN = 3_000;
const REFUSALS = ["forbidden", "invalid_request", "too_many_rooms"];

/** Being in one room: its messages kept whole, its members, who types, and sending to it. */
export class RoomSession {
  list = new MessageList();
  members = new Map();
  memberCount = 0;
  /** Why the room cannot be entered or read, or null. */
  refusal = null;
  joined = false;
  #connection;
  #outbox;
  #changed;
  #rejoin = null;
  #left = false;

  constructor({ roomId, connection, api, outbox, changed }) {
    this.roomId = roomId;
    this.#connection = connection;
    this.#outbox = outbox;
    this.#changed = changed;
    this.typists = new Typists(changed);
    this.repair = new Repair({
      list: this.list,
      fetchPage: (query) => api.messages(roomId, query),
      changed: (messages) => this.#taken(messages, true),
      refused: (error) => this.#refuse(error.message),
    });
  }

  async join() {
    clearTimeout(this.#rejoin);
    try {
      const { cursor, members, memberCount } = await this.#connection.request("join_room", { roomId: this.roomId });
      if (this.#left) {
        return;
      }
      this.joined = true;
      this.members = new Map(members.map(({ userId, username }) => [userId, username]));
      this.memberCount = memberCount;
      this.list.expect(cursor, Date.now());
      this.repair.resume();
      this.#flush();
      this.#changed();
    } catch ({ code, message }) {
      if (REFUSALS.includes(code)) {
        this.#refuse(message);
      } else if (code !== "disconnected" && !this.#left) {
        this.#rejoin = setTimeout(() => this.join(), JOIN_AGAIN);
      }
    }
  }

  leave() {
    this.#left = true;
    this.disconnected();
    this.repair.stop();
    this.#connection.request("leave_room", { roomId: this.roomId }).catch(() => {});
  }

  disconnected() {
    this.joined = false;
    clearTimeout(this.#rejoin);
    this.repair.pause();
    this.typists.clear();
  }

  /** A frame of this room, or of all rooms. */
  receive(event, data) {
    switch (event) {
      case "message":
        this.typists.set(data.userId, data.username, false);
        this.list.merge([data], { now: Date.now() });
        this.repair.check();
        return this.#taken([data], false);
      case "resync":
        return data.after == null ? this.repair.interrupted() : this.repair.catchUp(data.after);
      case "user_joined":
        this.memberCount += this.members.has(data.userId) ? 0 : 1;
        this.members.set(data.userId, data.username);
        return this.#changed();
      case "user_left":
        this.memberCount = Math.max(this.memberCount - 1, 0);
        this.members.delete(data.userId);
        this.typists.set(data.userId, data.username, false);
        return this.#changed();
      case "user_typing":
        return this.typists.set(data.userId, data.username, data.isTyping);
    }
  }

  /** Answers false when too many messages are unanswered. */
  send(content) {
    const entry = this.#outbox.add(this.roomId, content);
    this.#flush();
    this.#changed();
    return entry !== null;
  }

  retry(id) {
    this.#outbox.retry(id);
    this.#flush();
    this.#changed();
  }

  typing(isTyping) {
    if (this.joined) {
      this.#connection.request("typing", { roomId: this.roomId, isTyping }).catch(() => {});
    }
  }

  #flush() {
    if (this.joined) {
      this.#outbox.waiting(this.roomId).forEach((entry) => this.#transmit(entry));
    }
  }

  async #transmit({ id, roomId, content }) {
    this.#outbox.sending(id);
    try {
      const { cursor } = await this.#connection.request("send_message", { roomId, content, id });
      this.#outbox.stored(id, cursor);
      this.list.expect(cursor, Date.now());
      this.repair.check();
    } catch (error) {
      if (error.code === "disconnected") {
        this.#outbox.interrupted(id);
      } else {
        this.#outbox.failed(id, error.message);
      }
    }
    this.#changed();
  }

  // The history has only what is stored, so finding an own message there is as good as its reply.
  #taken(messages, stored) {
    for (const { id } of stored ? messages : []) {
      this.#outbox.stored(id);
    }
    this.#changed();
  }

  #refuse(message) {
    this.refusal = message;
    this.#changed();
  }
}
