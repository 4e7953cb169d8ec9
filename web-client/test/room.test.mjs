import assert from "node:assert/strict";
import { test } from "node:test";
import { MessageList, STORING_DEADLINE } from "../page/session/link/room.js";

const SECOND = 1_000_000;
const message = (cursor, prev, id = `m${cursor}`) => ({ id, userId: "ann", content: id, cursor, prev });
const cursors = (list) => list.messages.map(({ cursor }) => cursor);

function loaded(...messages) {
  const list = new MessageList();
  list.load({ messages, hasMore: true }, 0);
  return list;
}

test("messages stand in cursor order, however they come", () => {
  const list = loaded(message(10, 9), message(20, 10));
  list.merge([message(40, 30)], { now: 0 });
  list.merge([message(30, 20)], { now: 0 });
  assert.deepEqual(cursors(list), [10, 20, 30, 40]);
});

test("a message that comes twice is shown once", () => {
  const list = loaded(message(10, 9));
  list.merge([message(20, 10)], { now: 0 });
  list.merge([message(20, 10)], { now: 0, stored: true });
  assert.deepEqual(cursors(list), [10, 20]);
});

test("the same id of another user is another message", () => {
  const list = loaded(message(10, 9, "x"));
  list.merge([{ ...message(20, 10, "x"), userId: "ben" }], { now: 0 });
  assert.deepEqual(cursors(list), [10, 20]);
});

test("a resend under a second cursor is not shown, and the chain goes on over it", () => {
  const list = loaded(message(10, 9, "x"));
  list.merge([message(20, 10, "x")], { now: 0 });
  list.merge([message(30, 20)], { now: 0 });
  assert.deepEqual(cursors(list), [10, 30]);
  assert.deepEqual(list.holes(), []);
});

test("the history decides which cursor of a message is kept", () => {
  const list = loaded(message(10, 9));
  list.merge([message(30, 20, "x")], { now: 0 });
  list.merge([message(20, 10, "x")], { now: 0, stored: true });
  assert.deepEqual(cursors(list), [10, 20]);
});

test("a prev that is not the last cursor is a hole, filled by what was missed", () => {
  const list = loaded(message(10, 9));
  list.merge([message(30, 20)], { now: 0 });
  assert.deepEqual(list.holes(), [{ after: 10, before: 30 }]);
  list.merge([message(20, 10)], { now: 0, stored: true });
  assert.deepEqual(list.holes(), []);
});

test("an unknown prev is a hole", () => {
  const list = loaded(message(10, 9));
  list.merge([message(30, null)], { now: 0 });
  assert.deepEqual(list.holes(), [{ after: 10, before: 30 }]);
});

test("what lies before the first page is not missed", () => {
  assert.deepEqual(loaded(message(10, 9)).holes(), []);
});

test("a first message after an empty page tells of those before it", () => {
  const list = new MessageList();
  list.load({ messages: [], hasMore: false }, 0);
  list.merge([message(30, 20)], { now: 0 });
  assert.deepEqual(list.holes(), [{ after: 0, before: 30 }]);
});

test("a cursor heard of is missed until its message comes", () => {
  const list = loaded(message(10, 9));
  list.expect(20, 0);
  assert.deepEqual(list.holes(), [{ after: 10, before: 20 }]);
  list.merge([message(20, 10)], { now: 0 });
  assert.deepEqual(list.holes(), []);
  assert.deepEqual(cursors(list), [10, 20]);
});

test("a hole is given up only by an answer that was asked for after the storing deadline", () => {
  const list = loaded(message(10, 9));
  list.merge([message(30, 20)], { now: 0 });
  list.settle({ after: 10, through: Infinity, askedAt: STORING_DEADLINE - 1 });
  assert.equal(list.holes().length, 1);
  list.settle({ after: 10, through: Infinity, askedAt: STORING_DEADLINE });
  assert.deepEqual(list.holes(), []);
});

test("an old hole in the first page is given up at once, a fresh one is not", () => {
  const old = loaded(message(SECOND, 1), message(3 * SECOND, 2 * SECOND), message(60 * SECOND, 3 * SECOND));
  assert.deepEqual(old.holes(), []);
  const fresh = loaded(message(SECOND, 1), message(3 * SECOND, 2 * SECOND));
  assert.equal(fresh.holes().length, 1);
});

test("only the newest twenty thousand are kept, whole", () => {
  const list = loaded(message(1, 0));
  list.merge(Array.from({ length: 20_500 }, (_, i) => message(i + 2, i + 1)), { now: 0 });
  assert.equal(list.messages.length, 20_000);
  assert.equal(list.floor, 502);
  assert.deepEqual(list.holes(), []);
});

test("an older page goes before what is there, and the room reaches back to it", () => {
  const list = loaded(message(30, 20));
  list.extend({ messages: [message(10, null), message(20, 10)], hasMore: false }, 0);
  assert.deepEqual(cursors(list), [10, 20, 30]);
  assert.equal(list.floor, 0);
  list.settle({ after: 0, through: 20, askedAt: STORING_DEADLINE });
  assert.deepEqual(list.holes(), []);
});
