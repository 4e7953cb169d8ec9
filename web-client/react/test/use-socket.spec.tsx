// @vitest-environment happy-dom
import { act, StrictMode, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeServer } from '../../client/test/fake-server'
import { ChorusProvider, useSocket, type SocketState } from '../src/index'
import { Chat } from './tutorial-chat'

let server: FakeServer
let root: Root
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))
const show = (children: ReactNode) => act(async () => root.render(<StrictMode>{children}</StrictMode>))
const find = <T extends HTMLElement>(selector: string) => document.querySelector<T>(selector)!
const text = (selector: string) => find(selector)?.textContent
const press = (selector: string) => act(async () => find(selector).click())
const receive = (event: string, data: object) => act(async () => server.socket.receive({ event, data }))

async function write(content: string): Promise<void> {
  await act(async () => {
    const input = find<HTMLInputElement>('input')
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, content)
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers({ now: 1_000_000 })
  server = new FakeServer()
  document.body.innerHTML = '<main></main>'
  root = createRoot(find('main'))
})

afterEach(async () => {
  await act(async () => root.unmount())
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const provided = (children: ReactNode) => (
  <ChorusProvider url="http://here" getToken={() => 't'} WebSocket={server.WebSocket} fetch={server.fetch}>
    {children}
  </ChorusProvider>
)

it("a component that was written for a bare socket's hook works as it is", async () => {
  await show(provided(<Chat userId="ada" username="Ada" />))
  await pass(100)
  expect(text('#status')).toBe('Connected')
  expect(server.sent('join_room').map(({ data }) => data.roomId)).toEqual(['general'])

  await write('hello')
  await press('.send')
  await pass(1_000)
  expect(server.sent('send_message')[0]!.data).toMatchObject({ roomId: 'general', content: 'hello' })
  expect(text('.own')).toContain('Ada: hello')
  expect(server.sent('typing').map(({ data }) => data.isTyping)).toEqual([true, false])

  await act(async () => void server.post('b', 'hi Ada'))
  expect(text('.other')).toContain('Bob: hi Ada')
  await receive('user_typing', { roomId: 'general', userId: 'bob', username: 'Bob', isTyping: true })
  expect(text('#typing')).toBe('Bob typing...')
  await receive('user_typing', { roomId: 'general', userId: 'bob', username: 'Bob', isTyping: false })
  expect(find('#typing')).toBe(null)

  for (const [id, cursor] of [['first', 1], ['second', 2]] as const) {
    await receive('notification', { id, userId: 'ada', type: 'order', message: id, timestamp: 0, cursor })
  }
  expect([...document.querySelectorAll('ol li')].map(it => it.textContent)).toEqual(['order: second', 'order: first'])
})

it('its messages are those of every room that was joined', async () => {
  await show(provided(<Chat userId="ada" username="Ada" />))
  await pass(100)
  await act(async () => void server.post('a', 'one'))
  await press('.random')
  await pass(100)
  await act(async () => void server.post('b', 'two', { roomId: 'random' }))
  await pass(1_000)
  await act(async () => void server.post('c', 'three'))
  await pass(1_000)
  expect(server.sent('leave_room')).toEqual([])
  expect(text('#all')).toBe('general/one random/two general/three')
})

it('no provider is needed where the hook is told url and token', async () => {
  vi.stubGlobal('WebSocket', server.WebSocket)
  vi.stubGlobal('fetch', server.fetch)
  let socket!: SocketState
  function Bare() {
    socket = useSocket('ada', 'Ada', { url: 'http://here', token: () => 't' })
    return <p id="status">{String(socket.connected)}</p>
  }
  await show(<Bare />)
  const { joinRoom, sendMessage, setTyping } = socket
  await act(async () => sendMessage('general', 'said before there was a connection'))
  await pass(1_000)
  expect(text('#status')).toBe('true')
  expect(socket.messages.map(({ content, state }) => [content, state])).toEqual([
    ['said before there was a connection', 'stored'],
  ])
  expect([socket.joinRoom, socket.sendMessage, socket.setTyping]).toEqual([joinRoom, sendMessage, setTyping])
  expect(server.sockets.filter(({ closed }) => !closed)).toHaveLength(1)

  await show(null)
  await pass(0)
  expect(server.socket.closed).toBe(true)
})

it('another user is another connection', async () => {
  vi.stubGlobal('WebSocket', server.WebSocket)
  vi.stubGlobal('fetch', server.fetch)
  function Bare({ userId }: { userId: string }) {
    const { joinRoom } = useSocket(userId, userId, { url: 'http://here', token: userId })
    return <button onClick={() => joinRoom('general')} />
  }
  await show(<Bare userId="ada" />)
  await press('button')
  await pass(100)
  await show(<Bare userId="bob" />)
  await pass(100)
  const open = server.sockets.filter(({ closed }) => !closed)
  expect(open.map(({ protocols }) => /Bearer%20(.*)/.exec(protocols[1]!)?.[1])).toEqual(['bob'])
  expect(server.sent('join_room')).toHaveLength(2)
})

it('without either it says what it needs', async () => {
  await expect(act(async () => root.render(<Chat userId="ada" username="Ada" />))).rejects.toThrow(/ChorusProvider/)
})
