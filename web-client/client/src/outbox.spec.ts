import { expect, it } from 'vitest'
import { Outbox, randomId } from './outbox.js'

it('a message interrupted on its way waits to be sent again with the same id', () => {
  const outbox = new Outbox()
  const { id } = outbox.add('hello')!
  outbox.sending(id)
  outbox.interrupted(id)
  expect(outbox.waiting.map(entry => entry.id)).toEqual([id])
})

it('what is stored does not fail any more', () => {
  const outbox = new Outbox()
  const { id } = outbox.add('hello')!
  outbox.stored(id, 5)
  outbox.failed(id, 'late')
  expect(outbox.get(id)?.state).toBe('stored')
})

it("ids keep to the protocol's grammar, also where the page may make no UUID", () => {
  const insecure = {
    getRandomValues: <T extends ArrayBufferView>(bytes: T) => crypto.getRandomValues(bytes as never) as T,
  } as Partial<Crypto>
  for (const id of [randomId(), randomId(insecure), randomId({})]) {
    expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
  }
})
