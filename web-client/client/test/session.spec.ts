import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Connection } from '../src/connection'
import { ChorusClient } from '../src/index'
import { FakeServer, type Request } from './fake-server'

const document = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8')
const lines = /```session\n([\s\S]*?)```/.exec(document)![1]!.trim().split('\n')
const script = lines.map(line => ({ fromServer: line[0] === '<', frame: JSON.parse(line.slice(2)) }))
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

it("the protocol's sample session is played to its end by a client", async () => {
  const server = new FakeServer()
  server.automatic = false
  const client = new ChorusClient({ url: 'http://here', token: 't', ...server })
  const errors: string[] = []
  client.on('error', ({ code }) => errors.push(code))
  await pass(0)
  const own = new Map<string, string>()
  const stored: Promise<unknown>[] = []
  let request: Request | undefined

  function act({ event, data }: Request): void {
    const room = client.room('general')
    if (event === 'send_message' && data.roomId === 'general') {
      const sent = room.send(data.content, data.metadata)
      own.set(data.id, sent.id)
      stored.push(sent.stored)
    } else if (event === 'typing') {
      room.setTyping(data.isTyping)
    } else if (event === 'leave_room') {
      client.leave(data.roomId)
    } else if (event === 'send_message' || event === 'ping') {
      // The client sends to no room that it has not joined, and pings in its own time.
      const connection = (client as unknown as { connection: Connection }).connection
      connection.request(event, data).catch(({ code }) => errors.push(code))
    }
  }

  for (const { fromServer, frame } of script) {
    const named = JSON.parse(JSON.stringify(frame), (key, value) => (key === 'id' && own.get(value)) || value)
    if (fromServer) {
      server.socket.receive(frame.event === 'reply' ? { ...named, id: request!.id } : named)
      await pass(50)
    } else {
      act(frame)
      await pass(0)
      if (frame.event !== 'dance') {
        request = server.requests.at(-1)!
        expect(request.event).toBe(frame.event)
        const id = own.get(frame.data.id) ?? frame.data.id
        expect(request.data).toEqual({ ...frame.data, ...(id && { id }) })
      }
    }
    if (frame.event === 'typing') {
      expect(client.room('general').messages.map(({ state }) => state)).toEqual(['stored', 'stored'])
    }
  }

  expect(client.user).toEqual({ userId: 'ada', username: 'Ada' })
  expect(await Promise.all(stored)).toEqual([{ cursor: 1795000000123456 }, { cursor: 1795000000200789 }])
  expect(errors).toEqual(['not_in_room', 'unknown_event'])
  client.close()
})
