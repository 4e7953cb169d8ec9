import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox, randomId } from "../page/session/link/outbox.js";

test("a message interrupted on its way waits to be sent again with the same id", () => {
  const outbox = new Outbox();
  const { id } = outbox.add("general", "hello");
  outbox.sending(id);
  outbox.interrupted(id);
  assert.deepEqual(outbox.waiting("general").map((entry) => entry.id), [id]);
});

test("what is stored does not fail any more", () => {
  const outbox = new Outbox();
  const { id } = outbox.add("general", "hello");
  outbox.stored(id, 5);
  outbox.failed(id, "late");
  assert.equal(outbox.get(id).state, "stored");
});

test("ids keep to the protocol's grammar, also where the page may make no UUID", () => {
  const insecure = { getRandomValues: (bytes) => crypto.getRandomValues(bytes) };
  for (const id of [randomId(), randomId(insecure)]) {
    assert.match(id, /^[A-Za-z0-9_-]{1,64}$/);
  }
});
