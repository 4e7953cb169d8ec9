import { backoff } from "./backoff.js";

const DIAL_TIMEOUT = 10_000;
const REPLY_TIMEOUT = 20_000;
const PING_TIMEOUT = 10_000;
const STEADY = 10_000;
const MAX_FRAME = 64 * 1024;
const FLOODING = 4429;

/** A request that was not answered with `ok`; `code` is the protocol's, or `disconnected` or `timeout`. */
export class RequestFailed extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * One lasting connection over sockets that come and go.
 * Emits `ready` (detail: the data of `authenticated`), `down` (detail: `{retryIn}` in milliseconds) and `frame`
 * (detail: `{event, data}`) for everything that is not a reply. Rooms are to be joined again after each `ready`.
 */
export class Connection extends EventTarget {
  #url;
  #credentials;
  #WebSocket;
  #random;
  #socket = null;
  #dialling = 0;
  #ready = null;
  #readyAt = 0;
  #attempt = 0;
  #drainAt = 0;
  #nextId = 1;
  #pending = new Map();
  #timers = {};

  /** @param credentials its `renew()` fetches a fresh token */
  constructor({ url, credentials, WebSocket = globalThis.WebSocket, random = Math.random }) {
    super();
    this.#url = url;
    this.#credentials = credentials;
    this.#WebSocket = WebSocket;
    this.#random = random;
  }

  /** What the server said in `authenticated`, or null while there is no connection. */
  get session() {
    return this.#ready;
  }

  start() {
    this.#dial();
  }

  stop() {
    this.#hangUp();
  }

  /** Cuts a wait for the next attempt short. */
  retryNow() {
    if (this.#timers.retry) {
      this.#dial();
    }
  }

  /** Resolves with the reply's data; rejects with {@link RequestFailed}. */
  request(event, data, timeout = REPLY_TIMEOUT) {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const frame = JSON.stringify({ event, id, data });
      if (!this.#ready) {
        return reject(new RequestFailed("disconnected", "not connected"));
      }
      // The server closes on a frame too large, and a resend would run into the same wall.
      if (new TextEncoder().encode(frame).length > MAX_FRAME) {
        return reject(new RequestFailed("message_too_large", "the message is too long"));
      }
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new RequestFailed("timeout", "no answer in time"));
      }, timeout);
      this.#pending.set(id, { resolve, reject, timer });
      this.#socket.send(frame);
    });
  }

  async #dial() {
    this.#hangUp();
    const dialling = this.#dialling;
    let token;
    try {
      token = await this.#credentials.renew();
    } catch {
      return dialling === this.#dialling && this.#lose();
    }
    if (dialling !== this.#dialling) {
      return;
    }
    const carrier = encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`);
    const socket = new this.#WebSocket(this.#url, ["bearer-token-carrier", carrier]);
    this.#socket = socket;
    this.#timers.dial = setTimeout(() => this.#lose(), DIAL_TIMEOUT);
    socket.onmessage = ({ data }) => socket === this.#socket && this.#receive(JSON.parse(data));
    socket.onclose = ({ code }) => socket === this.#socket && this.#lose(code);
  }

  #receive({ event, id, data }) {
    switch (event) {
      case "reply":
        return this.#settle(id, data);
      case "authenticated":
        this.#welcome(data);
        return;
      case "token_expiring":
        // A failure here ends in 4401, and that in a new connection with a new token.
        this.#authenticate().catch(() => {});
        break;
      case "server_draining":
        this.#drainAt = Date.now() + data.reconnectAfterMs;
        this.#timers.drain = setTimeout(() => this.#lose(), data.reconnectAfterMs);
        break;
    }
    this.#emit("frame", { event, data });
  }

  #welcome(session) {
    clearTimeout(this.#timers.dial);
    this.#ready = session;
    this.#readyAt = Date.now();
    this.#timers.ping = setInterval(() => this.#ping(), session.heartbeatSeconds * 1_000);
    this.#emit("ready", session);
  }

  // Pages cannot see the protocol's own pings, so a silent end is only noticed by asking.
  #ping() {
    const socket = this.#socket;
    this.request("ping", {}, PING_TIMEOUT).catch(({ code }) => {
      if (code === "timeout" && socket === this.#socket) {
        this.#lose();
      }
    });
  }

  async #authenticate() {
    await this.request("authenticate", { token: await this.#credentials.renew() });
  }

  #settle(id, { ok, error, ...data }) {
    const pending = this.#pending.get(id);
    if (pending) {
      this.#pending.delete(id);
      clearTimeout(pending.timer);
      ok ? pending.resolve(data) : pending.reject(new RequestFailed(error.code, error.message));
    }
  }

  #lose(code) {
    const steady = this.#ready && Date.now() - this.#readyAt > STEADY;
    this.#attempt = steady ? 0 : this.#attempt;
    const draining = this.#ready && this.#drainAt > 0;
    let retryIn = draining ? Math.max(0, this.#drainAt - Date.now()) : backoff(this.#attempt++, this.#random);
    if (code === FLOODING) {
      retryIn += 5_000;
    }
    this.#hangUp();
    this.#timers.retry = setTimeout(() => this.#dial(), retryIn);
    this.#emit("down", { retryIn });
  }

  #hangUp() {
    const socket = this.#socket;
    this.#dialling++;
    this.#socket = null;
    this.#ready = null;
    this.#drainAt = 0;
    Object.values(this.#timers).forEach((timer) => clearTimeout(timer));
    this.#timers = {};
    socket?.close(1000);
    for (const [id, { reject, timer }] of this.#pending) {
      this.#pending.delete(id);
      clearTimeout(timer);
      reject(new RequestFailed("disconnected", "the connection was lost"));
    }
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
