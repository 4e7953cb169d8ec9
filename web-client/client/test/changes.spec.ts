import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChorusClient, type Room, type RoomMessage } from '../src/index'
import { FakeServer } from './fake-server'

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
let server: FakeServer
let client: ChorusClient
let room: Room

async function begin(before: () => void = () => {}): Promise<void> {
  server = new FakeServer()
  client = new ChorusClient({ url: 'http://here:8080', token: 'secret', ...server })
  await pass(0)
  before()
  room = client.room('general')
  await pass(100)
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})

afterEach(() => {
  client.close()
  vi.useRealTimers()
})

const contents = () => room.messages.map(({ content }) => content)
const only = (): RoomMessage => room.messages[0]!
const thumbs = () => only().reactions?.map(({ reaction, count, me }) => [reaction, count, me])
const thumb = (on: boolean) => ({ reaction: '👍', on })

describe('what is heard', () => {
  it('is dropped where the log has nothing in its place', async () => {
    await begin()
    const message = server.post('m1', 'hello')
    const cursor = server.change('message_edited', message, { content: 'refused' })
    const refused = server.changes.pop()!
    server.changes.push({ event: 'void', data: { ...refused.data, id: '', userId: '' } } as never)
    expect(contents()).toEqual(['refused'])

    server.socket.receive({ event: 'resync', data: { roomId: 'general', after: cursor - 1 } })
    await pass(1_000)

    expect(contents()).toEqual(['hello'])
  })

  it('is read again where a user was erased meanwhile, of whom nothing is shown any more', async () => {
    await begin()
    const message = server.post('m1', 'a secret', { userId: 'ada', username: 'Ada' })
    server.socket.break()
    Object.assign(message, { userId: 'erased-1', username: '', content: '' })
    await pass(10_000)

    expect(contents()).toEqual([''])
    expect(only()).toMatchObject({ userId: 'erased-1', deleted: true })
  })

  it('is that a user was erased, of whom nothing is shown any more', async () => {
    await begin()
    const message = server.post('m1', 'a secret', { userId: 'ada', username: 'Ada' })
    server.post('m2', 'there')
    Object.assign(message, { userId: 'erased-1', username: '', content: '' })

    server.socket.receive({ event: 'user_erased', data: { roomId: 'general', userId: 'ada', placeholder: 'erased-1' } })
    await pass(3_000)

    expect(contents()).toEqual(['', 'there'])
    expect(only()).toMatchObject({ userId: 'erased-1', username: '', deleted: true })
  })

  it('is an edit, and nothing is missing behind it', async () => {
    await begin()
    const message = server.post('m1', 'helo')
    server.change('message_edited', message, { content: 'hello' })
    server.post('m2', 'there')
    await pass(20_000)
    expect(contents()).toEqual(['hello', 'there'])
    expect(only().editedAt).toBeDefined()
    expect(server.fetches.filter(it => it.includes('/log'))).toEqual([])
  })

  it('is a deletion, after which no edit counts', async () => {
    await begin()
    const message = server.post('m1', 'secret')
    server.change('message_deleted', message, {})
    server.change('message_edited', message, { content: 'again' })
    expect(only()).toMatchObject({ content: '', deleted: true })
  })

  it('are reactions, each of a user once', async () => {
    await begin()
    const message = server.post('m1', 'lunch?')
    server.change('reaction', message, thumb(true))
    server.change('reaction', message, thumb(true))
    server.change('reaction', message, thumb(true), { userId: 'ada', username: 'Ada' })
    expect(thumbs()).toEqual([['👍', 2, true]])
    expect(only().reactions![0]!.users.map(({ username }) => username)).toEqual(['Bob', 'Ada'])
    server.change('reaction', message, thumb(false))
    expect(thumbs()).toEqual([['👍', 1, true]])
    server.change('reaction', message, thumb(false), { userId: 'ada', username: 'Ada' })
    expect(only().reactions).toBeUndefined()
  })

  it('are answers, counted until they are gone', async () => {
    await begin()
    const message = server.post('m1', 'lunch?')
    const answer = server.post('m2', 'yes', { replyTo: { userId: 'bob', id: 'm1' } })
    server.post('m3', 'me too', { replyTo: { userId: 'bob', id: 'm1' } })
    expect(only().replies).toBe(2)
    expect(room.messages[1]!.replyTo).toEqual({ userId: 'bob', id: message.id })
    server.change('message_deleted', answer, {})
    expect(only().replies).toBe(1)
    server.change('message_deleted', message, {})
    server.post('m4', 'what was it?', { replyTo: { userId: 'bob', id: 'm1' } })
    expect(room.messages[0]).toMatchObject({ deleted: true, content: '', replies: 2 })
  })

  it('is of a kind that nobody knows yet: it is passed over, and nothing is missing behind it', async () => {
    await begin()
    server.post('m1', 'one')
    const cursor = server.change('pinned' as never, { userId: 'bob', id: 'm1' }, {})
    server.post('m2', 'two')
    await pass(20_000)
    expect(cursor).toBeGreaterThan(0)
    expect(contents()).toEqual(['one', 'two'])
    expect(server.fetches.filter(it => it.includes('/log'))).toEqual([])
  })

  it('comes before its message, late, and twice, and the newest counts', async () => {
    await begin()
    const message = server.post('m1', 'a', { lost: true })
    const older = { event: 'message_edited', data: editOf(message, 'b', 1_010) }
    const newer = { event: 'message_edited', data: editOf(message, 'c', 1_020) }
    server.socket.receive(newer)
    server.socket.receive(older)
    server.socket.receive({ event: 'message', data: message })
    server.socket.receive(older)
    expect(contents()).toEqual(['c'])
  })

  it('is told once for each', async () => {
    await begin()
    const told: string[] = []
    client.on('message', ({ content }) => told.push(`new ${content}`))
    client.on('update', ({ content }) => told.push(`now ${content}`))
    const message = server.post('m1', 'helo')
    server.change('message_edited', message, { content: 'hello' })
    await pass(100)
    expect(told).toEqual(['new helo', 'now hello'])
  })
})

function editOf(message: { userId: string; id: string }, content: string, cursor: number) {
  const by = { userId: 'bob', username: 'Bob' }
  return { roomId: 'general', userId: message.userId, id: message.id, by, content, timestamp: 0, cursor, prev: null }
}

describe('after an absence', () => {
  it('all that became of messages meanwhile is there, also of older ones', async () => {
    await begin()
    const message = server.post('m1', 'one')
    const gone = server.post('m2', 'two')
    server.socket.break()
    server.change('message_edited', message, { content: 'uno' }, { lost: true })
    server.change('message_deleted', gone, {}, { lost: true })
    server.change('reaction', message, thumb(true), { lost: true })
    server.post('m3', 'three', { lost: true })
    await pass(20_000)
    expect(contents()).toEqual(['uno', '', 'three'])
    expect(thumbs()).toEqual([['👍', 1, false]])
  })

  it('a page that is older than a change does not undo it', async () => {
    await begin(() => {
      for (let i = 1; i <= 60; i++) {
        server.post(`m${i}`, `no ${i}`, { lost: true })
      }
    })
    const asOf = server.history.at(-1)!.cursor
    // Of a message that is not loaded, and stored behind what the page knows of.
    const old = server.history[0]!
    server.socket.receive({ event: 'message_edited', data: editOf(old, 'changed', asOf + 5) })
    await room.loadOlder()
    expect(only().content).toBe('changed')
  })

  it('a history that knows no log is read as before', async () => {
    await begin()
    server.keepsLog = false
    server.post('m1', 'one')
    server.post('m2', 'two', { lost: true })
    server.post('m3', 'three')
    await pass(1_000)
    expect(contents()).toEqual(['one', 'two', 'three'])
  })
})

describe('what is refused after it was heard', () => {
  it('is withdrawn once the log is known not to have it, and what came before it counts again', async () => {
    await begin()
    const message = server.post('m1', 'first')
    server.change('message_edited', message, { content: 'second' })
    server.change('message_edited', message, { content: 'too late' })
    server.change('reaction', message, thumb(true))
    server.change('message_deleted', message, {})
    const [, ...refused] = server.changes.splice(1)
    expect(refused).toHaveLength(2)
    expect(only().deleted).toBe(true)
    await pass(2_000)
    server.socket.receive({ event: 'resync', data: { roomId: 'general', after: message.cursor } })
    await pass(1_000)
    expect(only().deleted).toBe(true)
    await pass(15_000)
    expect(only()).toMatchObject({ content: 'second' })
    expect(only().deleted).toBeUndefined()
    expect(only().reactions).toBeUndefined()
  })

  it('is a message, too', async () => {
    await begin()
    server.post('m1', 'one')
    server.post('m2', 'never stored')
    server.history.pop()
    server.post('m3', 'three')
    server.socket.break()
    await pass(30_000)
    expect(contents()).toEqual(['one', 'three'])
  })
})

describe('what the user does', () => {
  it('is shown at once, and stored under one id whatever breaks', async () => {
    await begin()
    server.post('m1', 'helo', { userId: 'ada', username: 'Ada' })
    server.automatic = false
    const stored = room.edit(only(), 'hello')
    expect(only()).toMatchObject({ content: 'hello', changing: true })
    await pass(100)
    server.socket.break()
    server.automatic = true
    await pass(5_000)
    expect(await stored).toEqual({ cursor: server.changes[0]!.data.cursor })
    const sent = server.sent('edit_message').map(({ data }) => data)
    expect(new Set(sent.map(({ changeId }) => changeId)).size).toBe(1)
    expect(sent[0]).toMatchObject({ roomId: 'general', userId: 'ada', id: 'm1', content: 'hello' })
    expect(only()).toMatchObject({ content: 'hello' })
    expect(only().changing).toBeUndefined()
  })

  it('goes in the order in which it was done, one after the other', async () => {
    await begin()
    const message = server.post('m1', 'a', { userId: 'ada', username: 'Ada' })
    void room.edit(message, 'b')
    void room.react(message, '👍')
    void room.react(message, '👍', false)
    void room.delete(message)
    expect(only().deleted).toBe(true)
    await pass(1_000)
    expect(server.changes.map(({ event }) => event)).toEqual([
      'message_edited',
      'reaction',
      'reaction',
      'message_deleted',
    ])
    expect(only()).toMatchObject({ content: '', deleted: true })
  })

  it('is undone where it is refused, and says why', async () => {
    await begin()
    const message = server.post('m1', 'a')
    server.automatic = false
    const stored = room.edit(message, 'b')
    await pass(0)
    const { id } = server.sent('edit_message')[0]!
    server.socket.receive({ event: 'reply', id, data: { ok: false, error: { code: 'forbidden', message: 'no' } } })
    await expect(stored).rejects.toMatchObject({ code: 'forbidden' })
    expect(only()).toMatchObject({ content: 'a' })
  })

  it('stays until the room has shown it, also where that is lost', async () => {
    await begin()
    const message = server.post('m1', 'a', { userId: 'ada', username: 'Ada' })
    server.loses = true
    await room.edit(message, 'b').catch(() => {})
    await pass(5_000)
    expect(only().content).toBe('b')
    expect(only().changing).toBeUndefined()
  })

  it('waits for the connection where that is lost while it waits to be tried again', async () => {
    await begin()
    const message = server.post('m1', 'a', { userId: 'ada', username: 'Ada' })
    server.automatic = false
    const edited = room.edit(message, 'b')
    await pass(0)
    const refused = { ok: false, error: { code: 'overloaded', message: 'later' } }
    server.socket.receive({ event: 'reply', id: server.sent('edit_message').at(-1)!.id!, data: refused })
    await pass(100)
    server.socket.break()
    await pass(3_000)
    server.automatic = true
    await pass(30_000)
    await expect(edited).resolves.toMatchObject({ cursor: expect.any(Number) })
  })

  it('is an answer', async () => {
    await begin()
    const message = server.post('m1', 'lunch?')
    room.send('yes', undefined, room.messages[0])
    expect(room.messages[1]!.replyTo).toEqual({ userId: 'bob', id: 'm1' })
    await pass(100)
    expect(server.history[1]!.replyTo).toEqual({ userId: message.userId, id: message.id })
    expect(only().replies).toBe(1)
  })
})

describe('how far the user has read', () => {
  it('is told once in a while, never goes back, and comes from other devices', async () => {
    await begin()
    for (let i = 1; i <= 3; i++) {
      const { cursor } = server.post(`m${i}`, 'x')
      room.markRead(cursor)
    }
    room.markRead(5)
    await pass(3_000)
    expect(server.sent('read_room').map(({ data }) => data.cursor)).toEqual([room.newest])
    const read = { roomId: 'general', cursor: room.newest + 9, unread: 2, mentions: 1 }
    server.socket.receive({ event: 'room_read', data: read })
    expect(room.snapshot.read).toEqual({ cursor: room.newest + 9, unread: 2, mentions: 1 })
    server.socket.receive({ event: 'room_read', data: { ...read, cursor: 5 } })
    expect(room.snapshot.read!.cursor).toBe(room.newest + 9)
  })

  it('is told again where the connection broke', async () => {
    await begin()
    server.post('m1', 'x')
    server.automatic = false
    room.markRead()
    await pass(1_500)
    server.socket.break()
    server.automatic = true
    await pass(5_000)
    expect(server.sent('read_room').length).toBeGreaterThan(1)
  })

  it('is told again where the server could not keep it', async () => {
    await begin()
    server.post('m1', 'x')
    server.automatic = false
    room.markRead()
    await pass(1_500)
    const { id } = server.sent('read_room').at(-1)!
    const overloaded = { ok: false, error: { code: 'overloaded', message: 'later' } }
    server.socket.receive({ event: 'reply', id, data: overloaded })
    server.automatic = true
    await pass(3_000)
    expect(server.sent('read_room')).toHaveLength(2)
    expect(room.snapshot.read!.cursor).toBe(room.newest)
  })

  it('is heard of others', async () => {
    await begin()
    server.socket.receive({ event: 'seen', data: { roomId: 'general', userId: 'bob', cursor: 7 } })
    server.socket.receive({ event: 'seen', data: { roomId: 'general', userId: 'bob', cursor: 5 } })
    expect(room.snapshot.seen.get('bob')).toBe(7)
  })
})
