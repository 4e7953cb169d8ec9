import { Api } from "./api.js";
import { Connection } from "./connection.js";
import { $, element } from "./element.js";
import { MessageView } from "./message-view.js";
import { NotificationView } from "./notification-view.js";
import { Outbox } from "./outbox.js";
import { RoomSession } from "./room-session.js";
import { TypingSignal } from "./typing.js";

const BANNER_AFTER = 800;

/** The chat of one user: a connection, the room entered last, and what the page shows of them. */
export class Chat {
  #me;
  #api;
  #connection;
  #outbox = new Outbox();
  #room = null;
  #drawing = false;
  #banner = null;
  #messages = new MessageView((id) => this.#room.retry(id));
  #notifications;
  #typing = new TypingSignal((isTyping) => this.#room.typing(isTyping));

  constructor(credentials) {
    this.#me = credentials;
    this.#api = new Api(credentials);
    this.#notifications = new NotificationView(this.#api, credentials.userId);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.#connection = new Connection({ url: `${scheme}//${location.host}/ws`, credentials });
    this.#connection.addEventListener("ready", () => this.#connected());
    this.#connection.addEventListener("down", ({ detail }) => this.#disconnected(detail));
    this.#connection.addEventListener("frame", ({ detail }) => this.#receive(detail));
    $("me").textContent = credentials.username;
    $("me").title = credentials.userId;
    $("retry-now").onclick = () => this.reconnect();
    $("composer").onsubmit = (event) => this.#send(event);
    $("text").oninput = () => this.#typing.typed($("text").value);
    $("text").onkeydown = (event) => {
      // Enter also ends the composition of a character, which is not the end of the message.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        this.#send(event);
      }
    };
    this.#connection.start();
  }

  enter(roomId) {
    if (this.#room?.roomId !== roomId) {
      this.#typing.stop();
      this.#room?.leave();
      this.#messages.clear();
      const changed = () => this.#draw();
      this.#room = new RoomSession({ roomId, connection: this.#connection, api: this.#api, outbox: this.#outbox, changed });
      if (this.#connection.session) {
        this.#room.join();
      }
    }
    $("room").value = roomId;
    document.title = `#${roomId} · Chorus`;
    this.#draw();
  }

  reconnect() {
    this.#connection.retryNow();
  }

  end() {
    this.#room.leave();
    this.#connection.stop();
  }

  #connected() {
    clearTimeout(this.#banner);
    $("banner").hidden = true;
    this.#room.join();
    this.#notifications.load();
  }

  // A moment's gap, as when the server hands over to another, is not worth a word.
  #disconnected({ retryIn }) {
    clearTimeout(this.#banner);
    this.#room.disconnected();
    this.#banner = setTimeout(() => ($("banner").hidden = false), BANNER_AFTER);
    $("banner-text").textContent =
      retryIn > 2_000 ? `Not connected. Next attempt in ${Math.round(retryIn / 1_000)} s.` : "Not connected. Connecting…";
    this.#draw();
  }

  #receive({ event, data }) {
    if (event.startsWith("notification")) {
      this.#notifications.receive(event, data);
    } else if (data.roomId === this.#room.roomId) {
      this.#room.receive(event, data);
    } else if (event === "resync" && !data.roomId) {
      this.#room.receive(event, data);
      this.#notifications.load();
    }
  }

  #send(event) {
    event.preventDefault();
    const content = $("text").value;
    if (content.trim() === "") {
      return;
    }
    const problem = this.#tooLong(content) || (!this.#room.send(content) && "Too many messages are on their way. Wait a moment.");
    $("composer-error").textContent = problem || "";
    if (!problem) {
      $("text").value = "";
      this.#typing.stop();
    }
  }

  #tooLong(content) {
    const limit = this.#connection.session?.maxMessageBytes ?? Infinity;
    return new TextEncoder().encode(content).length > limit && `A message has at most ${limit} bytes.`;
  }

  #draw() {
    if (!this.#drawing) {
      this.#drawing = true;
      requestAnimationFrame(() => {
        this.#drawing = false;
        this.#show();
      });
    }
  }

  #show() {
    const { list, roomId, members, memberCount, typists, refusal } = this.#room;
    const { userId, username } = this.#me;
    this.#outbox.prune(list, userId);
    this.#messages.show({ list, entries: this.#outbox.of(roomId), outbox: this.#outbox, userId, username });
    $("count").textContent = memberCount > 0 ? `(${memberCount})` : "";
    const names = [...members.values()].sort((a, b) => a.localeCompare(b));
    $("members").replaceChildren(...names.map((name) => element("li", "", name)));
    $("typing").textContent = typingLine(typists.names);
    $("refusal").hidden = refusal === null;
    $("refusal").textContent = refusal ?? "";
  }
}

function typingLine(names) {
  if (names.length > 3) {
    return "Several people are typing…";
  }
  return names.length === 0 ? "" : `${names.join(", ")} ${names.length === 1 ? "is" : "are"} typing…`;
}
