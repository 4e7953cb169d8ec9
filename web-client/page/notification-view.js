import { $, element, timeOf } from "./element.js";
import { Inbox } from "./inbox.js";

/** The drawer of notifications and its badge. Opening it reads them, here and on the user's other devices. */
export class NotificationView {
  #inbox = new Inbox();
  #api;

  constructor(api, userId) {
    this.#api = api;
    $("bell").onclick = () => this.#toggle($("drawer").hidden);
    $("drawer").onkeydown = ({ key }) => key === "Escape" && this.#toggle(false);
    $("hint").textContent = hint(userId);
    this.#show();
  }

  async load() {
    try {
      this.#inbox.load(await this.#api.notifications());
      this.#read();
    } catch {
      // Without the stored ones, those that come live are still shown.
    }
    this.#show();
  }

  receive(event, data) {
    if (event === "notification") {
      this.#inbox.receive(data);
      this.#read();
    } else {
      this.#inbox.read(data.unread);
    }
    this.#show();
  }

  #toggle(open) {
    $("drawer").hidden = !open;
    $("bell").setAttribute("aria-expanded", open);
    (open ? $("drawer") : $("bell")).focus();
    this.#read();
    this.#show();
  }

  #read() {
    if (!$("drawer").hidden && this.#inbox.unread > 0) {
      this.#inbox.read(0);
      this.#api.markRead(this.#inbox.newest).catch(() => {});
    }
  }

  #show() {
    const { items, unread } = this.#inbox;
    $("badge").hidden = unread === 0;
    $("badge").textContent = unread;
    $("badge").setAttribute("aria-label", `${unread} unread`);
    $("notifications").replaceChildren(
      ...items.map(({ title, type, message, timestamp }) =>
        element("li", "", element("b", "", title ?? type), timeOf(timestamp), element("div", "text", message)),
      ),
    );
  }
}

function hint(userId) {
  const body = JSON.stringify({ userId, type: "greeting", message: "Hello from a backend" });
  return [
    `curl ${location.origin}/api/notifications \\`,
    `  -H "Authorization: Bearer $(./chorus token --user backend --role notifier)" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${body}'`,
  ].join("\n");
}
