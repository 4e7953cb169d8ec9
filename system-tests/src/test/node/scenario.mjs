// What an application does with Socket.IO's own client: node scenario.mjs URL TRANSPORTS ROOM
// Prints "kill N" when that instance is to be killed.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { io } from 'socket.io-client'
import { notify, tokenOf, until, url } from './suite.mjs'

const [transports, room] = process.argv.slice(3)
const options = transports === 'default' ? {} : { transports: transports.split(',') }
const open = []

function connect(userId) {
  const auth = async give => give({ token: await tokenOf(userId) })
  const socket = io(url, { ...options, auth, forceNew: true })
  open.push(socket)
  socket.heard = []
  socket.onAny((event, data) => socket.heard.push({ event, data }))
  return socket
}

const heard = (socket, event) => socket.heard.filter(it => it.event === event).map(it => it.data)
const contents = socket => heard(socket, 'message').map(it => it.content)
const ask = (socket, event, data) => socket.timeout(20_000).emitWithAck(event, data)
const say = (socket, content) => ask(socket, 'send_message', { roomId: room, content })

async function aTokenIsAskedFor() {
  for (const auth of [{}, { token: 'nonsense' }]) {
    const socket = io(url, { ...options, auth, forceNew: true, reconnection: false })
    const [error] = await once(socket, 'connect_error')
    assert.equal(error.message, 'unauthorized')
    socket.close()
  }
  const elsewhere = io(`${url}/elsewhere`, { ...options, forceNew: true, reconnection: false })
  const [error] = await once(elsewhere, 'connect_error')
  assert.equal(error.message, 'Invalid namespace')
  elsewhere.close()
}

async function anExpiredTokenEndsTheConnection(token) {
  const socket = io(url, { ...options, auth: { token }, forceNew: true })
  const expiring = once(socket, 'token_expiring')
  const refused = once(socket, 'connect_error')
  const ended = once(socket, 'disconnect')
  const [{ expiresAt }] = await expiring
  assert.ok(expiresAt > 0)
  await ended
  const [error] = await refused
  assert.equal(error.message, 'unauthorized')
  socket.close()
}

async function peopleTalk(ada, bob) {
  for (const socket of [ada, bob]) {
    socket.on('connect', () => socket.emit('join_room', { roomId: room }))
    await until('greeting', () => heard(socket, 'authenticated').length === 1)
  }
  assert.equal(heard(ada, 'authenticated')[0].userId, 'ada')
  assert.equal(heard(ada, 'authenticated')[0].socketId, ada.id)
  const joined = await ask(ada, 'join_room', { roomId: room })
  assert.equal(joined.ok, true)
  assert.equal((await ask(bob, 'join_room', { roomId: room })).memberCount, 2)

  const stored = await say(ada, 'hello')
  assert.equal(stored.ok, true)
  await until('hello', () => contents(bob).includes('hello') && contents(ada).includes('hello'))
  assert.equal(heard(bob, 'message')[0].cursor, stored.cursor)
  const elsewhere = await ask(ada, 'send_message', { roomId: `${room}-other`, content: 'x' })
  assert.equal(elsewhere.error.code, 'not_in_room')
  ada.emit('dance', {})
  await until('error', () => heard(ada, 'error').some(it => it.code === 'unknown_event'))
  const bytes = await ask(ada, 'send_message', { roomId: room, content: Buffer.from('x') })
  assert.equal(bytes.error.code, 'invalid_request')

  ada.emit('typing', { roomId: room, isTyping: true })
  await until('typing', () => heard(bob, 'user_typing').length === 1)
  assert.equal(heard(ada, 'user_typing').length, 0)
}

async function presenceIsTold(ada) {
  const eve = connect('eve')
  await ask(eve, 'join_room', { roomId: room })
  await until('coming', () => heard(ada, 'user_joined').some(it => it.userId === 'eve'))
  eve.disconnect()
  await until('going', () => heard(ada, 'user_left').some(it => it.userId === 'eve'))
}

async function notificationsArrive(ada) {
  await notify('ada', `shipped-${room}`)
  await until('notification', () => heard(ada, 'notification').length === 1)
}

async function tokensAreRenewed(ada) {
  const renewed = await ask(ada, 'authenticate', { token: await tokenOf('ada') })
  assert.equal(renewed.ok, true)
  assert.ok(renewed.expiresAt > Date.now())
  const greetings = heard(ada, 'authenticated').length
  ada.emit('authenticate', { userId: 'ada', username: 'ada' })
  await until('authenticated', () => heard(ada, 'authenticated').length === greetings + 1)
  ada.emit('authenticate', { userId: 'bob', username: 'bob' })
  await until('refusal', () => heard(ada, 'error').some(it => it.code === 'unauthorized'))
}

// The client's own code does nothing here: what it missed comes by itself.
async function whoWasCutOffGetsWhatItMissed(ada, bob) {
  const id = ada.id
  const before = contents(ada).length
  const back = once(ada, 'connect')
  ada.io.engine.close()
  await until('disconnected', () => !ada.connected)
  const said = ['missed one', 'missed two', 'missed three']
  for (const content of said) {
    await say(bob, content)
  }
  await back
  assert.equal(ada.recovered, true)
  assert.equal(ada.id, id)
  await say(bob, 'live again')
  await until('live again', () => contents(ada).includes('live again'))
  assert.deepEqual(contents(ada).slice(before), [...said, 'live again'])
}

async function cutOffWithin(socket, millis) {
  const gone = new Promise(resolve => socket.once('disconnect', () => resolve(true)))
  const spared = new Promise(resolve => setTimeout(() => resolve(false), millis))
  return Promise.race([gone, spared])
}

async function clientsFindAnotherInstance(ada, bob) {
  let cut = false
  for (const instance of [0, 1]) {
    if (!cut) {
      const watched = cutOffWithin(ada, 5_000)
      process.stdout.write(`kill ${instance}\n`)
      cut = await watched
    }
  }
  assert.ok(cut, 'neither instance was that of the client')
  await until('connecting', () => ada.connected && bob.connected)
  assert.equal(ada.recovered, false)
  assert.equal((await ask(ada, 'join_room', { roomId: room })).ok, true)
  assert.equal((await ask(bob, 'join_room', { roomId: room })).ok, true)
  await until('after the fall', async () => (await say(ada, 'after the fall')).ok)
  await until('after the fall', () => contents(bob).includes('after the fall'))
}

const expiry = anExpiredTokenEndsTheConnection(process.env.SHORT_TOKEN)
await aTokenIsAskedFor()
const ada = connect('ada')
const bob = connect('bob')
await peopleTalk(ada, bob)
await presenceIsTold(ada)
await notificationsArrive(ada)
await tokensAreRenewed(ada)
await whoWasCutOffGetsWhatItMissed(ada, bob)
await expiry
await clientsFindAnotherInstance(ada, bob)
open.forEach(socket => socket.close())
process.stdout.write('done\n')
