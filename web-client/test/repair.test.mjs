import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Repair } from "../page/session/link/repair.js";
import { MessageList } from "../page/session/link/room.js";

const message = (cursor, prev) => ({ id: `m${cursor}`, userId: "ann", content: "", cursor, prev });
const chain = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => message(from + i, from + i - 1));

/** A history that answers as the service does, and a room whose time is moved by hand. */
function room(t, stored) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const asked = [];
  const list = new MessageList();
  const fetchPage = async ({ limit, after }) => {
    asked.push(after ?? "newest");
    const found = stored.filter(({ cursor }) => after === undefined || cursor > after);
    const page = after === undefined ? found.slice(-limit) : found.slice(0, limit);
    return { messages: page, hasMore: page.length < found.length };
  };
  const repair = new Repair({ list, fetchPage });
  const pass = async (milliseconds) => {
    for (let passed = 0; passed < milliseconds; passed += 100) {
      t.mock.timers.tick(100);
      await new Promise(setImmediate);
    }
  };
  const live = (arrived) => {
    list.merge([arrived], { now: Date.now() });
    repair.check();
  };
  const cursors = () => list.messages.map(({ cursor }) => cursor);
  return { asked, list, repair, pass, live, cursors };
}

test("a room opens with its newest page", async (t) => {
  const { repair, pass, asked, list } = room(t, chain(1, 80));
  repair.resume();
  await pass(100);
  assert.deepEqual(asked, ["newest"]);
  assert.equal(list.messages.length, 50);
});

test("a missed message is fetched after the last cursor held", async (t) => {
  const stored = chain(1, 2);
  const { repair, pass, asked, live, cursors } = room(t, stored);
  repair.resume();
  await pass(100);
  stored.push(message(3, 2), message(4, 3));
  live(message(4, 3));
  await pass(100);
  assert.deepEqual(asked, ["newest", 2]);
  assert.deepEqual(cursors(), [1, 2, 3, 4]);
});

test("a hole is asked for until it is filled", async (t) => {
  const stored = chain(1, 2);
  const { repair, pass, live, asked, cursors } = room(t, stored);
  repair.resume();
  await pass(100);
  live(message(4, 3));
  await pass(5_000);
  stored.push(message(3, 2), message(4, 3));
  await pass(4_000);
  assert.deepEqual(cursors(), [1, 2, 3, 4]);
  const enough = asked.length;
  await pass(60_000);
  assert.equal(asked.length, enough);
});

test("a hole that is never filled is given up after the storing deadline", async (t) => {
  const { repair, pass, live, asked, list } = room(t, chain(1, 2));
  repair.resume();
  await pass(100);
  live(message(4, 3));
  await pass(20_000);
  assert.deepEqual(list.holes(), []);
  const enough = asked.length;
  await pass(60_000);
  assert.equal(asked.length, enough);
});

test("a resync brings what was stored late behind newer messages", async (t) => {
  const stored = [message(1, 0), message(2, 1), message(9, 2)];
  const { repair, pass, cursors } = room(t, stored);
  repair.resume();
  await pass(100);
  stored.splice(2, 0, message(5, 2));
  repair.catchUp(2);
  await pass(100);
  assert.deepEqual(cursors(), [1, 2, 5, 9]);
});

test("a resync without a place brings what came since, and what is stored until the deadline", async (t) => {
  const stored = chain(1, 2);
  const { repair, pass, cursors } = room(t, stored);
  repair.resume();
  await pass(100);
  stored.push(message(3, 2));
  repair.interrupted();
  await pass(100);
  assert.deepEqual(cursors(), [1, 2, 3]);
  stored.push(message(4, 3));
  await pass(13_000);
  assert.deepEqual(cursors(), [1, 2, 3, 4]);
});

test("a long absence is read page by page, a very long one starts over with the newest page", async (t) => {
  const stored = chain(1, 2);
  const { repair, pass, list } = room(t, stored);
  repair.resume();
  await pass(100);
  stored.push(...chain(3, 900));
  repair.interrupted();
  await pass(100);
  assert.equal(list.messages.length, 900);
  stored.push(...chain(901, 9_000));
  repair.interrupted();
  await pass(100);
  assert.equal(list.last, 9_000);
  assert.equal(list.messages.length, 50);
});

test("a history that fails is asked again, one that refuses is not", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const answers = [new Error("away"), Object.assign(new Error("forbidden"), { final: true })];
  const fetchPage = mock.fn(async () => {
    throw answers.shift();
  });
  const refused = mock.fn();
  new Repair({ list: new MessageList(), fetchPage, refused }).resume();
  for (let i = 0; i < 100; i++) {
    t.mock.timers.tick(100);
    await new Promise(setImmediate);
  }
  assert.equal(fetchPage.mock.callCount(), 2);
  assert.equal(refused.mock.callCount(), 1);
});
