import assert from "node:assert/strict";
import { test } from "node:test";
import { Connection } from "../page/session/link/connection.js";

class FakeSocket {
  static opened = [];
  sent = [];

  constructor(url, protocols) {
    this.protocols = protocols;
    FakeSocket.opened.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {}

  receive(event, data, id) {
    this.onmessage({ data: JSON.stringify({ event, data, id }) });
  }
}

const settled = () => new Promise(setImmediate);

async function connected(t) {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  FakeSocket.opened = [];
  let tokens = 0;
  const credentials = { renew: async () => `token-${++tokens}` };
  const connection = new Connection({ url: "ws://here/ws", credentials, WebSocket: FakeSocket, random: () => 1 });
  connection.start();
  await settled();
  const socket = FakeSocket.opened[0];
  socket.receive("authenticated", { heartbeatSeconds: 25 });
  return { connection, socket };
}

test("the token travels as an encoded sub-protocol", async (t) => {
  const { socket } = await connected(t);
  assert.deepEqual(socket.protocols, ["bearer-token-carrier", "quarkus-http-upgrade%23Authorization%23Bearer%20token-1"]);
});

test("replies find their requests by id", async (t) => {
  const { connection, socket } = await connected(t);
  const joining = connection.request("join_room", { roomId: "a" });
  const sending = connection.request("send_message", {});
  socket.receive("reply", { ok: false, error: { code: "not_in_room", message: "" } }, socket.sent[1].id);
  socket.receive("reply", { ok: true, cursor: 7 }, socket.sent[0].id);
  assert.deepEqual(await joining, { cursor: 7 });
  await assert.rejects(sending, { code: "not_in_room" });
});

test("a lost socket fails what is open and is replaced, with a fresh token", async (t) => {
  const { connection, socket } = await connected(t);
  const sending = connection.request("send_message", {});
  socket.onclose({ code: 1006 });
  await assert.rejects(sending, { code: "disconnected" });
  t.mock.timers.tick(500);
  await settled();
  assert.match(FakeSocket.opened[1].protocols[1], /token-2$/);
});

test("a draining server is left after the delay it gave, at once for another", async (t) => {
  const { socket } = await connected(t);
  socket.receive("server_draining", { reconnectAfterMs: 3_000 });
  socket.onclose({ code: 1012 });
  t.mock.timers.tick(2_999);
  await settled();
  assert.equal(FakeSocket.opened.length, 1);
  t.mock.timers.tick(1);
  await settled();
  assert.equal(FakeSocket.opened.length, 2);
});

test("an expiring token is replaced on the living connection", async (t) => {
  const { socket } = await connected(t);
  socket.receive("token_expiring", { expiresAt: 0 });
  await settled();
  assert.deepEqual(socket.sent[0], { event: "authenticate", id: 1, data: { token: "token-2" } });
});

test("a peer that does not answer a ping is given up", async (t) => {
  const { connection } = await connected(t);
  t.mock.timers.tick(25_000);
  assert.ok(connection.session);
  t.mock.timers.tick(10_000);
  await settled();
  assert.equal(connection.session, null);
});

test("a frame beyond the server's limit is not sent", async (t) => {
  const { connection, socket } = await connected(t);
  await assert.rejects(connection.request("send_message", { content: "\u0001".repeat(16_000) }), { code: "message_too_large" });
  assert.deepEqual(socket.sent, []);
});
