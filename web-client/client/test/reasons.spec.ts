import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ChorusClient, type ClientOptions } from '../src/index'
import { FakeServer } from './fake-server'

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
let server: FakeServer
let client: ChorusClient
let errors: string[]

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  server = new FakeServer()
  errors = []
})

afterEach(() => {
  client.close()
  vi.useRealTimers()
})

async function connect(options: Partial<ClientOptions> = {}) {
  client = new ChorusClient({ url: 'http://here', token: 't', ...server, ...options })
  client.on('error', ({ code }) => errors.push(code))
  await pass(0)
}

/** The state, and why. */
const why = () => {
  const { state } = client
  return 'reason' in state && state.reason ? `${state.state}: ${state.reason.code}` : state.state
}

/** A server that takes no socket, and answers calls like this. */
async function refusing(fetch: typeof globalThis.fetch, options: Partial<ClientOptions> = {}) {
  server.automatic = false
  await connect({ fetch, ...options })
  server.socket.break()
  await pass(0)
}

it.each([
  [4401, 'waiting: unauthorized'],
  [4408, 'waiting: closed_by_server'],
  [4429, 'waiting: rate_limited'],
  [1001, 'waiting: closed_by_server'],
  [1006, 'waiting: network'],
  [1011, 'waiting: closed_by_server'],
  [4300, 'waiting: closed_by_server'],
  [1002, 'failed: closed_by_server'],
  [1007, 'failed: closed_by_server'],
  [4500, 'failed: closed_by_server'],
])('a connection that ends with %d is %s', async (closeCode, expected) => {
  await connect({ token: () => 't' })
  server.socket.break(closeCode)
  expect(why()).toBe(expected)
  await pass(60_000)
  expect(server.sockets.length > 1).toBe(expected.startsWith('waiting'))
})

it('a token that cannot be replaced and is rejected is not tried for ever', async () => {
  await refusing(async () => Response.json({ code: 'unauthorized' }, { status: 401 }))
  expect(why()).toBe('failed: unauthorized')
  expect(errors).toEqual(['unauthorized'])
  await pass(600_000)
  expect(server.sockets).toHaveLength(1)
})

it('nor is one that has expired', async () => {
  await connect()
  server.socket.break(4401)
  expect(why()).toBe('failed: unauthorized')
})

it('but another one is', async () => {
  await connect()
  server.socket.break(4401)
  client.setToken('fresh')
  await pass(100)
  expect(why()).toBe('connected')
  expect(server.socket.protocols[1]).toMatch(/fresh$/)
})

it('a source of tokens is asked again, and told of once', async () => {
  await refusing(async () => new Response(null, { status: 401 }), { token: () => 't' })
  expect(why()).toBe('waiting: unauthorized')
  for (let i = 0; i < 5; i++) {
    await pass(16_000)
    server.socket.break()
  }
  expect(server.sockets.length).toBeGreaterThan(4)
  expect(errors).toEqual(['unauthorized'])
})

it.each([undefined, '', {}])('a source that answers %j has no token', async token => {
  await connect({ token: (() => token) as never })
  expect(why()).toBe('waiting: no_token')
  expect(server.sockets).toEqual([])
})

it('a gateway without a service says so', async () => {
  await refusing(async () => new Response('', { status: 502 }))
  expect(client.state).toMatchObject({ state: 'waiting', reason: { code: 'http', status: 502 } })
  expect(errors).toEqual([])
})

it('another service that answers says nothing of the one that is away', async () => {
  await refusing(async input => new Response('', { status: String(input).includes('/api/chat/') ? 503 : 200 }))
  expect(client.state).toMatchObject({ state: 'waiting', reason: { code: 'http', status: 503 } })
  expect(errors).toEqual([])
})

it('a service that is there and opens no socket is waited for', async () => {
  await refusing(async () => Response.json({ code: 'forbidden' }, { status: 403 }))
  expect(why()).toBe('waiting: disconnected')
  expect(errors).toEqual([])
})

it('where nothing answers it is the network', async () => {
  await refusing(async () => Promise.reject(new TypeError('failed')))
  expect(why()).toBe('waiting: network')
})

it('a server that takes nothing of this page minds its origin', async () => {
  await refusing(async () => new Response('', { status: 403 }))
  expect(why()).toBe('waiting: origin')
  expect(errors).toEqual(['origin'])
})

it('and so does one whose answers may not be read', async () => {
  await refusing(async (_, init) => {
    if (init?.mode !== 'no-cors') {
      throw new TypeError('failed')
    }
    return Object.defineProperty(new Response(), 'type', { value: 'opaque' })
  })
  expect(why()).toBe('waiting: origin')
})

it('what a platform tells of the refused upgrade is enough', async () => {
  const fetch = vi.fn(async () => new Response())
  server.automatic = false
  await connect({ fetch })
  server.socket.onerror?.({ message: 'Unexpected server response: 401' })
  server.socket.break()
  await pass(0)
  expect(why()).toBe('failed: unauthorized')
  expect(fetch).not.toHaveBeenCalled()
})

it('a failure after which the platform closes nothing is a loss', async () => {
  await connect()
  server.socket.onerror?.({})
  await pass(0)
  expect(why()).toBe('waiting: network')
  await pass(1_000)
  expect(why()).toBe('connected')
})

it('a page that may make no socket is told why', async () => {
  await connect({
    WebSocket: class {
      constructor() {
        throw new Error('insecure')
      }
    } as never,
  })
  expect(why()).toBe('waiting: network')
})

it('a server that falls silent is noticed within its heartbeat', async () => {
  await connect()
  server.automatic = false
  await pass(24_000)
  expect(why()).toBe('connecting: silent')
})

it('and sooner by those who wait for an answer', async () => {
  await connect()
  client.room('general')
  await pass(100)
  server.automatic = false
  client.room('general').send('hello')
  await pass(12_000)
  expect(why()).toBe('connecting: silent')
})

it('one that says something is not asked', async () => {
  await connect()
  for (let i = 0; i < 30; i++) {
    server.socket.receive({ event: 'resync', data: { roomId: 'x' } })
    await pass(2_000)
  }
  expect(server.sent('ping')).toEqual([])
  expect(why()).toBe('connected')
})

it('what was too large is not sent again, and all else is', async () => {
  await connect()
  const room = client.room('general')
  await pass(100)
  server.automatic = false
  const small = room.send('small')
  const large = room.send('x'.repeat(50_000))
  await pass(10)
  server.automatic = true
  server.socket.break(1009)
  await expect(large.stored).rejects.toMatchObject({ code: 'message_too_large' })
  await pass(3_000)
  expect(await small.stored).toBeTruthy()
})

it('a client that has failed rejects what is sent, until it is tried again', async () => {
  await connect()
  const room = client.room('general')
  await pass(100)
  server.socket.break(1002)
  await expect(room.send('lost').stored).rejects.toMatchObject({ code: 'closed_by_server' })
  client.retryNow()
  const { stored } = room.send('hello')
  await pass(2_000)
  expect(await stored).toBeTruthy()
})
