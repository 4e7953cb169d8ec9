import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ChorusClient, unsentKeys, type ClientOptions, type KeyValueStorage } from '../src/index'
import { FakeServer, type Request } from './fake-server'

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
const clients: ChorusClient[] = []
let server: FakeServer

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  server = new FakeServer()
})

afterEach(() => {
  clients.splice(0).forEach(client => client.close())
  vi.useRealTimers()
})

async function connect(options: Partial<ClientOptions> = {}) {
  const client = new ChorusClient({ url: 'http://here', token: 't', ...server, ...options })
  client.on('error', () => {})
  clients.push(client)
  await pass(100)
  return client
}

/** Answers requests of this event with this code. */
function refuse(event: string, code: string) {
  const answer = server.take.bind(server)
  server.take = (request: Request) => {
    if (request.event !== event) {
      answer(request)
      return
    }
    server.requests.push(request)
    server.socket.receive({ event: 'reply', id: request.id, data: { ok: false, error: { code, message: 'no' } } })
  }
}

const code = (stored: Promise<unknown>) => stored.then(() => 'stored', ({ code }) => code)

it('those that failed hold nobody up', async () => {
  refuse('send_message', 'forbidden')
  const room = (await connect()).room('general')
  await pass(100)
  for (let i = 0; i < 50; i++) {
    room.send(`${i}`)
    await pass(100)
  }
  expect(room.isFull).toBe(false)
  expect(room.messages.map(({ state }) => state)).toEqual(Array(50).fill('failed'))
})

it('those that failed stay where they were written, and what comes stands behind them', async () => {
  refuse('send_message', 'forbidden')
  const room = (await connect()).room('general')
  await pass(100)
  server.post('a', 'one')
  room.send('failed')
  room.send('failed, too')
  await pass(100)
  server.post('b', 'two')
  server.post('c', 'three')
  expect(room.messages.map(({ content }) => content)).toEqual(['one', 'failed', 'failed, too', 'two', 'three'])
})

it('of those that failed the newest hundred are kept', async () => {
  refuse('send_message', 'forbidden')
  const room = (await connect()).room('general')
  await pass(100)
  for (let i = 0; i < 120; i++) {
    room.send(`${i}`)
    await pass(10)
  }
  expect(room.messages.map(({ content }) => content)).toEqual(Array.from({ length: 100 }, (_, i) => `${i + 20}`))
})

it.each(['', undefined, null, 7])('%j is no text, and refused at once', async content => {
  const room = (await connect()).room('general')
  const { stored } = room.send(content as string)
  expect(await code(stored)).toBe('invalid_request')
  expect(room.messages).toEqual([])
})

it('a room that refuses to be entered rejects what waits for it, and what comes after', async () => {
  refuse('join_room', 'forbidden')
  const client = await connect()
  const room = client.room('secret')
  const waiting = room.send('one')
  await pass(100)
  expect(await code(waiting.stored)).toBe('forbidden')
  expect(await code(room.send('two').stored)).toBe('forbidden')
  expect(room.snapshot.refusal).toMatchObject({ code: 'forbidden' })
  expect(room.messages.map(({ content, state }) => [content, state])).toEqual([['one', 'failed']])
})

it.each(['', 'a b', 'é', '..', 'x'.repeat(129)])('%j can be no room, and the server is not asked', async name => {
  const client = await connect()
  const room = client.room(name)
  expect(await code(room.send('hello').stored)).toBe('invalid_request')
  await pass(1_000)
  expect(room.snapshot.refusal).toMatchObject({ code: 'invalid_request' })
  expect(server.sent('join_room')).toEqual([])
})

it('a room too many is entered as soon as another is left', async () => {
  refuse('join_room', 'too_many_rooms')
  const client = await connect()
  client.room('one')
  await pass(100)
  client.room('two')
  await pass(100)
  server.requests.length = 0
  client.leave('one')
  await pass(100)
  expect(server.sent('join_room').map(({ data }) => data.roomId)).toEqual(['two'])
})

it('who tries again waits with the one who waits already', async () => {
  server.automatic = false
  const room = (await connect()).room('general')
  const first = room.send('hello')
  const second = room.retry(first.id)
  room.discard(first.id)
  expect([await code(first.stored), await code(second.stored)]).toEqual(['discarded', 'discarded'])
  expect(await code(room.retry(first.id).stored)).toBe('discarded')
})

it('what is stored is forgotten, though nobody looks', async () => {
  const client = await connect()
  const room = client.room('general')
  for (let i = 0; i < 100; i++) {
    room.send(`${i}`)
    await pass(100)
  }
  expect((room as unknown as { sending: { outbox: { entries: [] } } }).sending.outbox.entries).toEqual([])
})

/** As localStorage is. */
function storage(): KeyValueStorage & { kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    get length() {
      return kept.size
    },
    key: index => [...kept.keys()][index] ?? null,
    getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: key => void kept.delete(key),
  }
}

it('what was not stored outlives the page, and is sent again under its id', async () => {
  const kept = storage()
  const before = await connect({ storage: kept })
  before.room('general')
  await pass(100)
  server.socket.break()
  server.automatic = false
  const { id } = before.room('general').send('from the tunnel', { mood: 'fine' })
  before.close()
  expect(kept.kept.size).toBe(1)

  server.automatic = true
  const after = await connect({ storage: kept })
  const room = after.room('general')
  await pass(2_000)
  expect(server.sent('send_message').at(-1)!.data).toEqual({
    roomId: 'general',
    id,
    content: 'from the tunnel',
    metadata: { mood: 'fine' },
  })
  expect(room.messages.map(({ content, state }) => [content, state])).toEqual([['from the tunnel', 'stored']])
  expect(kept.kept.size).toBe(0)
})

it('and so does what failed, which is not sent before the user says so', async () => {
  const kept = storage()
  refuse('send_message', 'forbidden')
  const before = await connect({ storage: kept })
  before.room('general').send('no')
  await pass(2_000)
  before.close()
  server = new FakeServer()

  const room = (await connect({ storage: kept })).room('general')
  await pass(2_000)
  expect(room.messages.map(({ content, state }) => [content, state])).toEqual([['no', 'failed']])
  expect(server.sent('send_message')).toEqual([])
  const { stored } = room.retry(room.messages[0]!.id)
  await pass(100)
  expect(await code(stored)).toBe('stored')
})

it('nobody sends what another user has written, and what was left or given up is gone', async () => {
  const kept = storage()
  server.automatic = false
  const ada = await connect({ storage: kept })
  server.welcome()
  await pass(100)
  ada.room('general').send('mine')
  ada.room('other').send('given up')
  ada.leave('other')
  const { id } = ada.room('general').send('discarded')
  ada.room('general').discard(id)
  ada.close()
  server.automatic = true
  server.user = { userId: 'eve', username: 'Eve' }
  const eve = await connect({ storage: kept })
  eve.room('general')
  eve.room('other')
  await pass(2_000)
  expect(server.sent('send_message')).toEqual([])
  expect([...kept.kept.values()].map(value => JSON.parse(value).content)).toEqual(['mine'])
})

it('what a user leaves unsent in a storage is found, in whatever rooms, and nothing else', async () => {
  const kept = storage()
  kept.setItem('theme', 'dark')
  server.automatic = false
  for (const userId of ['ada', 'ada-2']) {
    server.user = { userId, username: userId }
    const client = await connect({ storage: kept })
    server.welcome()
    await pass(100)
    client.room('general').send('one')
    client.room('other').send('two')
    client.close()
  }
  unsentKeys(kept, 'ada').forEach(key => kept.removeItem(key))
  expect(unsentKeys(kept, 'ada')).toEqual([])
  expect(unsentKeys(kept, 'ada-2')).toHaveLength(2)
  expect(kept.kept.size).toBe(3)
})

it('a storage that is full or spoilt is done without', async () => {
  const broken = storage()
  broken.kept.set('chorus.outbox ["ada","general"] x', '{')
  broken.setItem = () => {
    throw new Error('full')
  }
  const room = (await connect({ storage: broken })).room('general')
  const { stored } = room.send('hello')
  await pass(2_000)
  expect(await code(stored)).toBe('stored')
})
