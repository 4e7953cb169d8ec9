import assert from "node:assert/strict";
import { test } from "node:test";
import { userIdOf } from "../page/identity.js";
import { Outbox, randomId } from "../page/outbox.js";

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

test("a user id is plain, and different names are different users", () => {
  assert.equal(userIdOf(" Ada Lovelace "), "ada-lovelace");
  assert.equal(userIdOf("Zoë"), "zoe");
  assert.notEqual(userIdOf("张伟"), userIdOf("李伟"));
  for (const name of ["张伟", "!!!", "x".repeat(64), "<b>'\"$(id)"]) {
    assert.match(userIdOf(name), /^[a-z0-9-]{1,64}$/);
  }
});
