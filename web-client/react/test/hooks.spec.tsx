// @vitest-environment happy-dom
import { act, StrictMode, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeServer } from '../../client/test/fake-server'
import { ChorusProvider, useChorus, useChorusEvent, useConnection, useNotifications, useRoom } from '../src/index'

let server: FakeServer
let root: Root
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

function show(children: ReactNode): Promise<void> {
  return act(async () =>
    root.render(
      <StrictMode>
        <ChorusProvider url="http://here" getToken={() => 't'} WebSocket={server.WebSocket} fetch={server.fetch}>
          {children}
        </ChorusProvider>
      </StrictMode>,
    ),
  )
}

function Conversation({ room = 'general' }: { room?: string }) {
  const { messages, members, send } = useRoom(room)
  return (
    <button onClick={() => send('hello')}>
      {messages.map(({ content, state }) => `${content}:${state}`).join()}|{members.length}
    </button>
  )
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers()
  server = new FakeServer()
  document.body.innerHTML = '<main></main>'
  root = createRoot(document.querySelector('main')!)
})

afterEach(async () => {
  await act(async () => root.unmount())
  vi.useRealTimers()
})

const text = () => document.body.textContent

it('a room is joined once, however many show it and however often they are mounted', async () => {
  await show([<Conversation key="a" />, <Conversation key="b" />])
  await pass(100)
  expect(server.sent('join_room')).toHaveLength(1)
  expect(server.sockets.filter(({ closed }) => !closed)).toHaveLength(1)
})

it('a room is left when its last user is gone, and the connection with the provider', async () => {
  await show([<Conversation key="a" />, <Conversation key="b" />])
  await pass(100)
  await show([<Conversation key="a" />])
  await pass(100)
  expect(server.sent('leave_room')).toHaveLength(0)
  await show(null)
  await pass(100)
  expect(server.sent('leave_room')).toHaveLength(1)
  await act(async () => root.render(null))
  expect(server.socket.closed).toBe(true)
})

it('the last way to a token is the one that is taken', async () => {
  const provider = (token: string) => (
    <ChorusProvider url="http://here" getToken={() => token} WebSocket={server.WebSocket} fetch={server.fetch} />
  )
  await act(async () => root.render(provider('first')))
  await act(async () => root.render(provider('second')))
  await act(async () => server.socket.break())
  await pass(1_000)
  expect(server.sockets.map(({ protocols }) => /Bearer%20(.*)/.exec(protocols[1]!)?.[1])).toEqual(['first', 'second'])
})

it('what is sent and what is received is shown', async () => {
  await show(<Conversation />)
  await pass(100)
  await act(async () => document.querySelector('button')!.click())
  await pass(1_000)
  expect(text()).toBe('hello:stored|1')
})

it('another room is another conversation', async () => {
  await show(<Conversation />)
  await pass(100)
  await show(<Conversation room="other" />)
  await pass(100)
  expect(server.sent('join_room').map(({ data }) => data.roomId)).toEqual(['general', 'other'])
  expect(server.sent('leave_room').map(({ data }) => data.roomId)).toEqual(['general'])
})

it('the inbox and the connection are shown as they change', async () => {
  function Status() {
    const { state } = useConnection()
    const { notifications, unread } = useNotifications()
    return `${state} ${unread} ${notifications[0]?.message}`
  }
  await show(<Status />)
  await pass(100)
  const notification = { id: 'n', userId: 'ada', type: 't', message: 'Shipped', timestamp: 0, cursor: 1 }
  await act(async () => server.socket.receive({ event: 'notification', data: notification }))
  expect(text()).toBe('connected 1 Shipped')
  await act(async () => server.socket.break())
  expect(text()).toMatch(/^waiting/)
})

it('what failed can be tried again or given up, and what is never stored can be told', async () => {
  function Failing() {
    const { messages, send, retry, discard, signal } = useRoom('general')
    return (
      <>
        <button id="send" onClick={() => send('x'.repeat(70_000))} />
        <button id="retry" onClick={() => retry(messages[0]!.id)} />
        <button id="discard" onClick={() => discard(messages[0]!.id)} />
        <button id="signal" onClick={() => void signal('wave', { hand: 'left' })} />
        {messages.map(({ state }) => state)}
      </>
    )
  }
  const press = (id: string) => act(async () => document.getElementById(id)!.click())
  await show(<Failing />)
  await pass(100)
  await press('send')
  expect(text()).toBe('failed')
  await press('retry')
  expect(text()).toBe('failed')
  await press('discard')
  expect(text()).toBe('')
  await press('signal')
  expect(server.sent('signal')[0]!.data).toEqual({ roomId: 'general', name: 'wave', payload: { hand: 'left' } })
})

it('the client itself can be had, and its events', async () => {
  const heard: string[] = []
  function Listener() {
    const client = useChorus()
    useRoom('general')
    useChorusEvent('message', ({ content }) => heard.push(`${client.user?.userId} heard ${content}`))
    return null
  }
  await show(<Listener />)
  await pass(100)
  await act(async () => void server.post('a', 'one'))
  expect(heard).toEqual(['ada heard one'])
})

it('a hook outside a provider says what it needs', async () => {
  await expect(act(async () => root.render(<Conversation />))).rejects.toThrow(/useRoom .*<ChorusProvider>/)
})
