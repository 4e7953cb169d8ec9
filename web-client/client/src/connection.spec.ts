import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Connection } from './connection.js'
import { Credentials } from './credentials.js'

class FakeSocket {
  static opened: FakeSocket[] = []
  readonly sent: { event: string; id: number; data: object }[] = []
  onmessage?: (event: { data: string }) => void
  onclose?: (event: { code: number }) => void

  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {
    FakeSocket.opened.push(this)
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }

  close(): void {}

  receive(event: string, data: object, id?: number): void {
    this.onmessage?.({ data: JSON.stringify({ event, data, id }) })
  }
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

beforeEach(() => {
  vi.useFakeTimers()
  FakeSocket.opened = []
})

afterEach(() => {
  vi.useRealTimers()
})

async function connected() {
  let tokens = 0
  const connection = new Connection({
    url: 'ws://here/ws',
    credentials: new Credentials(async () => `token-${++tokens}`),
    listener: { dialling() {}, ready() {}, waiting() {}, failed() {}, frame() {}, renewed() {} },
    WebSocket: FakeSocket as never,
    random: () => 1,
  })
  connection.start()
  await pass(0)
  const socket = FakeSocket.opened[0]!
  socket.receive('authenticated', { userId: 'ada', username: 'Ada', heartbeatSeconds: 25 })
  return { connection, socket }
}

it('the token travels as an encoded sub-protocol', async () => {
  const { socket } = await connected()
  expect(socket.protocols).toEqual([
    'bearer-token-carrier',
    'quarkus-http-upgrade%23Authorization%23Bearer%20token-1',
  ])
})

it('replies find their requests by id', async () => {
  const { connection, socket } = await connected()
  const joining = connection.request('join_room', { roomId: 'a' })
  const sending = connection.request('send_message', {})
  socket.receive('reply', { ok: false, error: { code: 'not_in_room', message: '' } }, socket.sent[1]!.id)
  socket.receive('reply', { ok: true, cursor: 7 }, socket.sent[0]!.id)
  expect(await joining).toEqual({ cursor: 7 })
  await expect(sending).rejects.toMatchObject({ code: 'not_in_room' })
})

it('a lost socket fails what is open and is replaced, with a fresh token', async () => {
  const { connection, socket } = await connected()
  const sending = connection.request('send_message', {})
  socket.onclose?.({ code: 1006 })
  await expect(sending).rejects.toMatchObject({ code: 'disconnected' })
  await pass(250)
  expect(FakeSocket.opened[1]!.protocols[1]).toMatch(/token-2$/)
})

it('a draining server is left after the delay it gave, at once for another', async () => {
  const { socket } = await connected()
  socket.receive('server_draining', { reconnectAfterMs: 3_000 })
  socket.onclose?.({ code: 1012 })
  await pass(2_999)
  expect(FakeSocket.opened.length).toBe(1)
  await pass(1)
  expect(FakeSocket.opened.length).toBe(2)
})

it('an expiring token is replaced on the living connection', async () => {
  const { socket } = await connected()
  socket.receive('token_expiring', { expiresAt: 0 })
  await pass(0)
  expect(socket.sent[0]).toEqual({ event: 'authenticate', id: 1, data: { token: 'token-2' } })
})

it('a silent peer is given up within its own heartbeat', async () => {
  const { connection } = await connected()
  await pass(14_000)
  expect(connection.session).toBeTruthy()
  await pass(3_000)
  expect(connection.session).toBe(null)
})

it("a frame beyond the server's limit is not sent", async () => {
  const { connection, socket } = await connected()
  const sending = connection.request('send_message', { content: '\u0001'.repeat(16_000) })
  await expect(sending).rejects.toMatchObject({ code: 'message_too_large' })
  expect(socket.sent).toEqual([])
})

/** A connection whose tokens come from there, and what is said when it is down. */
function dialling(tokens: () => Promise<string>) {
  const waiting = vi.fn()
  const connection = new Connection({
    url: 'ws://here/ws',
    credentials: new Credentials(tokens),
    listener: { dialling() {}, ready() {}, waiting, failed() {}, frame() {}, renewed() {} },
    WebSocket: FakeSocket as never,
    random: () => 1,
  })
  connection.start()
  return { connection, waiting }
}

it('a source of tokens that fails is asked again, and its failure is told', async () => {
  let asked = 0
  const { connection, waiting } = dialling(async () => {
    if (asked++ === 0) {
      throw new Error('the login is away')
    }
    return 'token'
  })
  await pass(0)
  expect(waiting).toHaveBeenCalledWith(expect.any(Number), expect.objectContaining({ code: 'no_token' }))
  await pass(1_000)
  expect(FakeSocket.opened).toHaveLength(1)
  connection.stop()
})

it('a token that never comes is not waited for for ever', async () => {
  let asked = 0
  const { connection } = dialling(() => (asked++ === 0 ? new Promise(() => {}) : Promise.resolve('token')))
  await pass(11_000)
  expect(FakeSocket.opened).toHaveLength(1)
  connection.stop()
})
