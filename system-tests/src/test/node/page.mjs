// The hook of docs/clients.md in a page that uses all of it: node page.mjs URL ROOM
import assert from 'node:assert/strict'
import { Window } from 'happy-dom'
import { io } from 'socket.io-client'
import { notify, tokenOf, until, url } from './suite.mjs'

const room = process.argv[3]
const window = new Window({ url })
for (const name of ['window', 'document', 'navigator']) {
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true })
}
// They look for a page as soon as they are loaded.
const { createElement, StrictMode } = await import('react')
const { createRoot } = await import('react-dom/client')
const { useSocket } = await import('./hook.mjs')

let hook
const token = await tokenOf('ada')
function Page() {
  hook = useSocket('ada', 'ada', token)
  return null
}
const page = createRoot(window.document.createElement('main'))
// Strict, as in development: everything is begun, ended and begun again.
page.render(createElement(StrictMode, null, createElement(Page)))
const bob = io(url, { auth: { token: await tokenOf('bob') } })
const heard = []
bob.onAny((event, data) => heard.push({ event, ...data }))

await until('being connected', () => hook?.connected)
hook.joinRoom(room)
await until('both in the room', async () =>
  (await bob.emitWithAck('join_room', { roomId: room })).memberCount === 2)

await bob.emitWithAck('send_message', { roomId: room, content: 'Hello, page' })
await until('a message', () => hook.messages.length === 1)
assert.equal(hook.messages[0].content, 'Hello, page')
hook.sendMessage(room, 'Hello, Bob')
await until('its answer', () => heard.some(it => it.event === 'message' && it.content === 'Hello, Bob'))

bob.emit('typing', { roomId: room, isTyping: true })
await until('typing', () => hook.typingUsers.includes('bob'))
hook.setTyping(room, true)
await until('typing of the page', () => heard.some(it => it.event === 'user_typing' && it.userId === 'ada'))

await notify('ada', `shipped-${room}`)
await until('a notification', () => hook.notifications.length === 1)

page.unmount()
await until('leaving', () => heard.some(it => it.event === 'user_left' && it.userId === 'ada'))
bob.close()
process.stdout.write('done\n')
