import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ChorusClient, type ClientOptions } from '../src/index'
import { FakeServer } from './fake-server'

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
let server: FakeServer
let client: ChorusClient

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  server = new FakeServer()
})

afterEach(() => {
  client.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function make(options: Partial<ClientOptions> = {}) {
  client = new ChorusClient({ url: 'http://here', token: 't', ...server, ...options })
  return client
}

it('a handler is called once, or until it is taken away', async () => {
  make()
  const [once, on, gone, both] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()]
  client.once('state', once)
  client.on('state', on)
  client.on('state', gone)
  client.off('state', gone)
  client.once('state', both)
  client.off('state', both)
  await pass(100)
  server.socket.break()
  expect(once.mock.calls).toEqual([[{ state: 'connected' }]])
  expect(on).toHaveBeenCalledTimes(2)
  expect([gone.mock.calls, both.mock.calls]).toEqual([[], []])
  client.off('state')
  await pass(5_000)
  expect(on).toHaveBeenCalledTimes(2)
})

it('it can be waited for', async () => {
  const ready = make().ready()
  await pass(0)
  expect(await ready).toEqual({ userId: 'ada', username: 'Ada' })
  client.close()
  await expect(client.ready()).rejects.toMatchObject({ code: 'left' })
})

it('waiting ends when no connection is tried any more', async () => {
  server.automatic = false
  const ready = make().ready()
  ready.catch(() => {})
  client.on('error', () => {})
  await pass(0)
  server.socket.break(1002)
  await expect(ready).rejects.toMatchObject({ closeCode: 1002 })
})

it('it connects when it is told to', async () => {
  make({ connect: false })
  const room = client.room('general')
  const { stored } = room.send('said before')
  await pass(10_000)
  expect(client.state).toEqual({ state: 'idle' })
  expect(server.sockets).toEqual([])
  client.connect()
  client.connect()
  await pass(1_000)
  expect(server.sockets).toHaveLength(1)
  expect(await stored).toBeTruthy()
})

it('where there is no WebSocket it can be made, but not connect', () => {
  vi.stubGlobal('WebSocket', undefined)
  make({ connect: false, WebSocket: undefined as never })
  expect(() => client.connect()).toThrow(/package ws/)
})

it.each([
  ['https://here/chat', 'wss://here/chat/ws', 'https://here/chat/api/history/'],
  ['https://here/chat/', 'wss://here/chat/ws', 'https://here/chat/api/history/'],
  ['http://here:8080', 'ws://here:8080/ws', 'http://here:8080/api/history/'],
  ['/chat', 'ws://page/chat/ws', 'http://page/chat/api/history/'],
])('under %s the socket is at %s', async (url, socket, history) => {
  vi.stubGlobal('location', { href: 'http://page/index.html' })
  const asked: string[] = []
  make({ url, fetch: async input => (asked.push(String(input)), server.fetch(String(input).replace('/chat', ''))) })
  client.room('general')
  await pass(100)
  expect(server.socket.url).toBe(socket)
  expect(asked.some(it => it.startsWith(history))).toBe(true)
})

it.each(['ws://here', 'file:///here', 'here', ''])('%j is no place for it', url => {
  expect(() => new ChorusClient({ url, token: 't' })).toThrow(/http or https/)
  make()
})

it('it runs where there is neither window nor document, and few of the newer things, as in React Native', async () => {
  for (const name of ['window', 'document', 'location', 'crypto', 'addEventListener', 'URLSearchParams']) {
    vi.stubGlobal(name, undefined)
  }
  vi.stubGlobal('AbortSignal', class {})
  const fetch: typeof globalThis.fetch = async input => {
    vi.unstubAllGlobals()
    return server.fetch(input)
  }
  make({ fetch })
  const { id, stored } = client.room('general').send('hello')
  await pass(1_000)
  expect(await stored).toBeTruthy()
  expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
})

it('headers go with every call, and with the handshake', async () => {
  const seen: unknown[] = []
  make({
    headers: { 'X-Tenant': 'north' },
    fetch: async (input, init) => (seen.push((init?.headers as any)['X-Tenant']), server.fetch(input)),
  })
  client.room('general')
  await pass(100)
  expect(server.socket.options).toEqual({ headers: { 'X-Tenant': 'north' } })
  expect(new Set(seen)).toEqual(new Set(['north']))
})

it("Node's own WebSocket takes them beside the protocols", async () => {
  vi.stubGlobal('WebSocket', server.WebSocket)
  make({ WebSocket: undefined as never, headers: { 'X-Tenant': 'north' } })
  await pass(0)
  expect(server.socket.protocols).toEqual({
    protocols: ['bearer-token-carrier', expect.any(String)],
    headers: { 'X-Tenant': 'north' },
  })
})

it('the pauses between attempts are as long as one says', async () => {
  server.automatic = false
  make({ backoff: { first: 10_000, longest: 10_000 } })
  client.on('error', () => {})
  await pass(0)
  server.socket.break()
  await pass(4_900)
  expect(server.sockets).toHaveLength(1)
  await pass(5_200)
  expect(server.sockets).toHaveLength(2)
})

it('it can be followed in a log', async () => {
  const lines: string[] = []
  make({ log: line => lines.push(line) })
  await pass(0)
  server.socket.break()
  expect(lines).toEqual(['connecting', 'connected', 'waiting'])
})

it('an error without a handler goes to the console', async () => {
  const console_ = vi.spyOn(console, 'error').mockImplementation(() => {})
  make()
  await pass(0)
  server.socket.receive({ event: 'error', data: { code: 'unknown_event', message: 'no such event' } })
  expect(console_).toHaveBeenCalledWith(expect.stringContaining('no such event'))
  console_.mockRestore()
})

it('another token is given to the server at once', async () => {
  make()
  await pass(0)
  client.setToken('second')
  await pass(0)
  expect(server.sent('authenticate').map(({ data }) => data.token)).toEqual(['second'])
})

it('another token may close rooms, and open them', async () => {
  const client = make()
  const rooms = ['general', 'team'].map(id => client.room(id))
  await pass(0)
  server.forbidden.add('team')
  client.setToken('second')
  await pass(11_000)
  expect(rooms.map(({ snapshot }) => snapshot.refusal?.code)).toEqual([undefined, 'forbidden'])

  server.forbidden.clear()
  client.setToken('third')
  await pass(11_000)
  expect(rooms[1]!.snapshot.refusal).toBeNull()
  const { stored } = rooms[1]!.send('here again')
  await pass(1_000)
  await expect(stored).resolves.toMatchObject({ cursor: expect.any(Number) })
})

it('a network that comes back is tried at once, and one that changes is asked for a sign of life', async () => {
  const page = new EventTarget()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  make({ backoff: { first: 60_000, longest: 60_000 } })
  await pass(0)
  server.socket.break()
  page.dispatchEvent(new Event('online'))
  await pass(0)
  expect(client.state.state).toBe('connected')
  server.automatic = false
  page.dispatchEvent(new Event('offline'))
  await pass(5_000)
  expect(client.state).toMatchObject({ state: 'waiting', reason: { code: 'silent' } })
  client.close()
  server.automatic = true
  page.dispatchEvent(new Event('online'))
  await pass(0)
  expect(client.state.state).toBe('closed')
})

it('after a loss each room is joined at a moment of its own, those first for which something waits', async () => {
  make()
  const rooms = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  rooms.forEach(id => client.room(id))
  await pass(100)
  server.requests.length = 0
  server.socket.break()
  client.room('h').send('urgent')
  await pass(300)
  expect(server.sent('join_room')[0]!.data.roomId).toBe('h')
  const moments = new Set<number>()
  for (let millis = 0; millis <= 2_400; millis += 10) {
    const before = server.sent('join_room').length
    await pass(10)
    if (server.sent('join_room').length > before) {
      moments.add(millis)
    }
  }
  expect(server.sent('join_room').map(({ data }) => data.roomId).sort()).toEqual(rooms)
  expect(moments.size).toBeGreaterThan(3)
})

it('the rooms that there are can be asked for by a part of their names', async () => {
  const asked: string[] = []
  const page = { rooms: [{ roomId: 'tea', cursor: 7 }], next: 'tea' }
  make({ fetch: async input => (asked.push(String(input)), new Response(JSON.stringify(page))) })
  expect(await client.directory({ part: 'té a', limit: 5 })).toEqual(page)
  await client.directory({ after: 'tea' })
  expect(asked.filter(it => it.includes('directory'))).toEqual([
    'http://here/api/history/directory?q=t%C3%A9%20a&limit=5',
    'http://here/api/history/directory?after=tea',
  ])
})

it('what cannot be written as JSON is refused, and holds nothing up', async () => {
  const room = make().room('general')
  await pass(1_000)
  const itself: { it?: object } = {}
  itself.it = itself
  const refused = [room.send('a', 10n).stored, room.send('b', itself).stored, room.signal('c', itself)]
  refused.forEach(it => it.catch(() => {}))
  await pass(100)
  for (const it of refused) {
    await expect(it).rejects.toMatchObject({ name: 'ChorusError', code: 'invalid_request' })
  }
  expect(room.messages.map(({ state }) => state)).toEqual(['failed', 'failed'])
  const sent = room.send('d')
  await pass(100)
  expect(server.requests.at(-1)).toMatchObject({ event: 'send_message', data: { content: 'd', id: sent.id } })
})
