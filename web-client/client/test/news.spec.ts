import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ChorusClient } from '../src/index'
import { FakeServer } from './fake-server'

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
let server: FakeServer
let client: ChorusClient
let told: string[]

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  server = new FakeServer()
  told = []
})

afterEach(() => {
  client.close()
  vi.useRealTimers()
})

/** A client in a room whose history does not answer before it is told to. */
async function joined() {
  let answer = () => {}
  const history = new Promise<void>(resolve => (answer = resolve))
  const fetch: typeof globalThis.fetch = async input => {
    if (String(input).includes('/history/')) {
      await history
    }
    return server.fetch(input)
  }
  client = new ChorusClient({ url: 'http://here', token: 't', WebSocket: server.WebSocket, fetch })
  client.on('message', ({ content }) => told.push(content))
  client.room('general')
  await pass(100)
  return { answer: async () => (answer(), await pass(1_000)) }
}

it('a message that follows on what the room had when it was joined is told at once, whatever the history does', async () => {
  server.post('a', 'before', { lost: true })
  const { answer } = await joined()
  server.post('b', 'one')
  server.post('c', 'two')
  expect(told).toEqual(['one', 'two'])
  await answer()
  expect(told).toEqual(['one', 'two'])
})

it('one behind which another was lost waits for it', async () => {
  server.post('a', 'before', { lost: true })
  const { answer } = await joined()
  server.post('b', 'one', { lost: true })
  server.post('c', 'two')
  expect(told).toEqual([])
  await answer()
  expect(told).toEqual(['one', 'two'])
})

it('one that was changed while it waited is told as it is, and not before', async () => {
  server.post('a', 'before', { lost: true })
  const { answer } = await joined()
  const updated: string[] = []
  client.on('update', ({ content }) => updated.push(content))
  server.post('b', 'one', { lost: true })
  const two = server.post('c', 'tow')
  server.change('message_edited', two, { content: 'two' })
  expect(updated).toEqual([])
  await answer()
  expect(told).toEqual(['one', 'two'])
})

it('the first of a new room is told, too', async () => {
  const { answer } = await joined()
  server.post('a', 'one')
  await answer()
  expect(told).toEqual(['one'])
})
