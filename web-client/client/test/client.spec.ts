import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ChorusClient } from '../src/index'
import { FakeServer } from './fake-server'

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
let server: FakeServer
let client: ChorusClient

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_000_000 })
  server = new FakeServer()
  client = new ChorusClient({ url: 'http://here:8080', token: 'secret', ...server })
  await pass(0)
})

afterEach(() => {
  client.close()
  vi.useRealTimers()
})

const contents = () => client.room('general').messages.map(({ content }) => content)

it('the socket is at /ws of the origin, and the user is who the server says', () => {
  expect(server.socket.url).toBe('ws://here:8080/ws')
  expect(client.user).toEqual({ userId: 'ada', username: 'Ada' })
  expect(client.state).toEqual({ state: 'connected' })
})

it('a platform without a WebSocket is told to pass one', () => {
  vi.stubGlobal('WebSocket', undefined)
  expect(() => new ChorusClient({ url: 'http://here', token: '' })).toThrow(/ws/)
  vi.unstubAllGlobals()
})

it('a send resolves with its place once it is stored', async () => {
  const { id, stored } = client.room('general').send('hello', { mood: 'fine' })
  await pass(100)
  expect(await stored).toEqual({ cursor: server.history[0]!.cursor })
  expect(server.sent('send_message')[0]!.data).toEqual({
    roomId: 'general',
    content: 'hello',
    id,
    metadata: { mood: 'fine' },
  })
})

it('what is lost on the way is fetched, and told once and in order', async () => {
  const told: string[] = []
  client.on('message', ({ content }) => told.push(content))
  server.post('z', 'before', { lost: true })
  client.room('general')
  await pass(100)
  server.post('a', 'one')
  server.post('b', 'two', { lost: true })
  server.post('c', 'three')
  expect(told).toEqual(['one'])
  await pass(1_000)
  expect(contents()).toEqual(['before', 'one', 'two', 'three'])
  expect(told).toEqual(['one', 'two', 'three'])
})

it('what was said during an interruption is there after it, and own words under one id', async () => {
  const room = client.room('general')
  await pass(100)
  server.socket.break()
  expect(client.state.state).toBe('waiting')
  server.post('a', 'meanwhile', { lost: true })
  const { stored } = room.send('from the tunnel')
  await pass(2_000)
  await stored
  expect(contents()).toEqual(['meanwhile', 'from the tunnel'])
})

it('a message that comes live at two places is shown at the one that the history names', async () => {
  client.room('general')
  await pass(100)
  const first = server.post('a', 'twice')
  const second = { ...first, cursor: first.cursor + 5, prev: first.cursor }
  server.history = [{ ...second, prev: null }]
  server.socket.receive({ event: 'message', data: second })
  await pass(1_000)
  expect(client.room('general').messages.map(({ cursor }) => cursor)).toEqual([second.cursor])
})

it('after an interruption of all rooms the members are asked for again', async () => {
  client.room('general')
  await pass(100)
  server.socket.receive({ event: 'resync', data: {} })
  await pass(2_100)
  expect(server.sent('join_room')).toHaveLength(2)
})

it('and each room at a moment of its own, as all clients are told at once', async () => {
  const rooms = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  rooms.forEach(id => client.room(id))
  await pass(100)
  server.requests.length = 0
  server.socket.receive({ event: 'resync', data: {} })
  const moments = new Set<number>()
  for (let millis = 0; millis <= 2_100; millis += 10) {
    const before = server.sent('join_room').length
    await pass(10)
    if (server.sent('join_room').length > before) {
      moments.add(millis)
    }
  }
  expect(server.sent('join_room').map(({ data }) => data.roomId).sort()).toEqual(rooms)
  expect(moments.size).toBeGreaterThan(3)
})

it('a connection that is lost meanwhile asks when it is back', async () => {
  client.room('general')
  await pass(100)
  server.socket.receive({ event: 'resync', data: {} })
  server.socket.break()
  await pass(5_000)
  expect(server.sent('join_room')).toHaveLength(2)
})

it('a snapshot is the same until something has changed', async () => {
  const room = client.room('general')
  await pass(100)
  const before = room.snapshot
  expect(room.snapshot).toBe(before)
  server.post('a', 'one')
  expect(room.snapshot).not.toBe(before)
})

it('a stored message is the same object, whatever comes behind it', async () => {
  const room = client.room('general')
  await pass(100)
  server.post('a', 'one')
  const [before] = room.messages
  server.post('b', 'two')
  expect(room.messages).toHaveLength(2)
  expect(room.messages[0]).toBe(before)
})

it('more than can be under way is refused at once, and leaving gives up the rest', async () => {
  server.automatic = false
  const sent = Array.from({ length: 41 }, (_, i) => client.room('general').send(`${i}`))
  await expect(sent[40]!.stored).rejects.toMatchObject({ code: 'outbox_full' })
  client.leave('general')
  await expect(sent[0]!.stored).rejects.toMatchObject({ code: 'left' })
})

it('a closed client does not come back', async () => {
  client.close()
  await pass(60_000)
  expect(server.sockets).toHaveLength(1)
  expect(client.state).toEqual({ state: 'closed' })
})

it('what is sent by a closed client is refused at once', async () => {
  client.close()
  await expect(client.room('general').send('too late').stored).rejects.toMatchObject({ code: 'left' })
})

it('a failing source of tokens is an error that the application hears of', async () => {
  const broken = new ChorusClient({ ...server, url: 'http://here', token: () => Promise.reject(new Error('no')) })
  const errors: string[] = []
  broken.on('error', ({ code }) => errors.push(code))
  await pass(0)
  expect(errors).toEqual(['no_token'])
  broken.close()
})

it('what was read elsewhere while nobody was told is known soon after coming back', async () => {
  server.markers['general'] = { read: 5, unread: 2, mentions: 1 }
  server.markers['never-read'] = { read: 0, unread: 7, mentions: 0 }
  const [room, other] = [client.room('general'), client.room('never-read')]
  await pass(5_000)
  expect(room.snapshot.read).toEqual({ cursor: 5, unread: 2, mentions: 1 })
  expect(other.snapshot.read).toBeNull()
  server.socket.break()
  server.markers['general'] = { read: 9, unread: 0, mentions: 0 }
  await pass(15_000)
  expect(room.snapshot.read).toEqual({ cursor: 9, unread: 0, mentions: 0 })
  expect(server.fetches.filter(it => it.includes('/sync'))).toHaveLength(2)
})

it('who comes right behind the reply to a join is there', async () => {
  server.automatic = false
  const room = client.room('general')
  await pass(0)
  const [{ id } = { id: 0 }] = server.sent('join_room')
  const bob = { userId: 'bob', username: 'Bob' }
  server.socket.receive({
    event: 'reply',
    id,
    data: { ok: true, roomId: 'general', cursor: null, members: [server.user], memberCount: 1 },
  })
  server.socket.receive({ event: 'user_joined', data: { roomId: 'general', ...bob, timestamp: 0 } })
  await pass(0)
  expect(room.memberCount).toBe(2)
  expect(room.members).toEqual([server.user, bob])
})
