import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ChorusClient, type Gap, type RoomMessage } from '../src/index'
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
})

async function connect(options = {}) {
  client = new ChorusClient({ url: 'http://here', token: 't', ...server, ...options })
  const room = client.room('general')
  await pass(100)
  return room
}

it('ten thousand live messages that are looked at one by one take a moment', async () => {
  const room = await connect({ keepMessages: 10_000 })
  let told = 0
  client.on('message', () => told++)
  const began = performance.now()
  for (let i = 0; i < 10_000; i++) {
    server.post(`m${i}`, 'hello')
    expect(room.messages.length).toBe(i + 1)
  }
  expect(told).toBe(10_000)
  // It took most of a minute when each look went through all of them.
  expect(performance.now() - began).toBeLessThan(40_000)
}, 120_000)

it('a client that only listens keeps no more messages than it is told to', async () => {
  const room = await connect({ keepMessages: 100 })
  for (let i = 0; i < 1_000; i++) {
    server.post(`m${i}`, `${i}`)
  }
  await pass(1_000)
  expect(room.messages.map(({ content }) => content)).toEqual(Array.from({ length: 100 }, (_, i) => `${900 + i}`))
  expect([room.hasOlder, room.snapshot.hasFirst]).toEqual([false, false])
})

it.each([0, -1, 1])('it keeps what a page of the history has, though it is told to keep %d', async keepMessages => {
  const room = await connect({ keepMessages })
  for (let i = 0; i < 300; i++) {
    server.post(`m${i}`, `${i}`)
  }
  await pass(1_000)
  expect(room.messages).toHaveLength(100)
})

/** What the client tells from now on. */
function listen() {
  const told: RoomMessage[] = []
  const gaps: Gap[] = []
  client.on('message', message => told.push(message))
  client.on('gap', gap => gaps.push(gap))
  return { told, gaps }
}

it.each([[['first']], [[]]])('what comes while something is missing, behind %j, does not push it out', async before => {
  await connect({ keepMessages: 100 })
  const { told, gaps } = listen()
  before.forEach(id => server.post(id, id))
  server.post('lost', 'lost', { lost: true })
  for (let i = 0; i < 150; i++) {
    server.post(`m${i}`, `${i}`)
  }
  await pass(20_000)
  expect(told.map(({ content }) => content)).toEqual([...before, 'lost', ...numbers(0, 150)])
  expect(gaps).toEqual([])
})

it('unless too much comes: then a gap says what was missed', async () => {
  const room = await connect({ keepMessages: 100 })
  const { told, gaps } = listen()
  server.post('first', 'first')
  server.post('lost', 'lost', { lost: true })
  for (let i = 0; i < 1_000; i++) {
    server.post(`m${i}`, `${i}`)
  }
  await pass(20_000)
  expect(gaps.length).toBeGreaterThan(0)
  const between: RoomMessage[] = []
  for (const gap of gaps) {
    for await (const message of room.history(gap)) {
      between.push(message)
    }
  }
  const all = [...told, ...between].sort((one, other) => one.cursor! - other.cursor!)
  expect(all.map(({ cursor }) => cursor)).toEqual(server.history.map(({ cursor }) => cursor))
})

async function missing(count: number) {
  const room = await connect()
  const { told, gaps } = listen()
  server.post('first', 'first')
  server.socket.break()
  for (let i = 0; i < count; i++) {
    server.post(`m${i}`, `${i}`, { lost: true })
  }
  await pass(20_000)
  return { room, told: told.map(({ content }) => content), gaps }
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `${from + i}`)

it('what was missed is told, without a gap, as long as it can be read up', async () => {
  const { room, told, gaps } = await missing(1_900)
  expect(told).toEqual(['first', ...numbers(0, 1_900)])
  expect(gaps).toEqual([])
  expect(room.messages).toHaveLength(1_901)
})

it('where more was missed, a gap says between which messages, and it can be read', async () => {
  const { room, told, gaps } = await missing(2_500)
  expect(gaps).toHaveLength(1)
  const between: string[] = []
  for await (const { content } of room.history(gaps[0]!)) {
    between.push(content)
  }
  const shown = room.messages.map(({ content }) => content)
  expect(shown).toEqual(numbers(2_450, 2_500))
  const before = told.slice(0, -50)
  expect([...before, ...between, ...shown]).toEqual(['first', ...numbers(0, 2_500)])
  expect(told.slice(-50)).toEqual(shown)
})

it('and the list goes on before it, page by page', async () => {
  const { room } = await missing(2_500)
  while (room.hasOlder) {
    await room.loadOlder(200)
  }
  expect(room.messages).toHaveLength(2_501)
})
