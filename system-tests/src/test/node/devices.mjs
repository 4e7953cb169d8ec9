// Two people with three devices, who talk in one room through the library: node devices.mjs URL PHONE ROOM SEED
// PHONE is the phone's own way in. Prints "talking"; told "away" it notes that the phone is, told "back" that it is not,
// told "rest" nobody says more, and "done" is printed once all of them show the same.
import assert from 'node:assert/strict'
import { createInterface } from 'node:readline'
import WebSocket from 'ws'
import { ChorusClient } from './chorus-client.js'
import { tokenOf, until, url } from './suite.mjs'

const [phoneUrl, roomId, seed] = process.argv.slice(3)
const ACT_MILLIS = 500
const SETTLED_SECONDS = 180
/** What may become of a change: its message was deleted, or too many wait while there is no connection. */
const REFUSALS = ['not_found', 'outbox_full', 'overloaded', 'not_stored', 'timeout']

const laptop = connect('laptop', 'ada', url)
const phone = connect('phone', 'ada', phoneUrl)
const desk = connect('desk', 'bob', url)
const devices = [laptop, phone, desk]
const done = { said: 0, changed: 0, gaps: 0 }
let state = Number(seed)

function connect(name, userId, at) {
  const client = new ChorusClient({ url: at, token: () => tokenOf(userId), WebSocket })
  // Faults are what this is about: what does not pass shows in the end.
  client.on('error', () => {})
  client.on('gap', () => done.gaps++)
  return { name, userId, client, room: client.room(roomId) }
}

/** A number below a bound, by the seed. */
function below(bound) {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * bound)
}

const settled = (what, condition) => until(what, condition, SETTLED_SECONDS)
const any = list => list[below(list.length)]
const other = ({ userId }) => (userId === 'ada' ? 'bob' : 'ada')

function act(device) {
  const { room, userId } = device
  const there = room.messages.filter(it => it.state === 'stored' && !it.deleted).slice(-30)
  const own = there.filter(it => it.userId === userId)
  const choice = below(20)
  if (choice < 11 || own.length === 0 || device.isAway) {
    say(device, choice === 0 ? any(there) : undefined, choice === 1 ? { mentions: [other(device)] } : undefined)
  } else if (choice < 14) {
    change(room.edit(any(own), `${any(own).content}, or rather ${below(1_000)}`))
  } else if (choice < 18) {
    change(room.react(any(there), any(['👍', '👀', 'x']), below(3) > 0))
  } else if (choice < 19) {
    change(room.delete(any(own)))
  } else if (device !== phone) {
    // So the phone can only know from the laptop how far its user has read.
    room.markRead()
  }
}

function say({ room, userId }, replyTo, metadata) {
  if (!room.isFull) {
    room.send(`${userId} says ${below(1_000_000)}`, metadata, replyTo).stored.catch(() => {})
    done.said++
  }
}

function change(stored) {
  done.changed++
  stored.catch(({ code, message }) => assert.ok(REFUSALS.includes(code), `${code}: ${message}`))
}

/** All that is shown of the conversation and is the same for everybody. */
function conversation({ room }) {
  return room.messages.map(({ key: _, state, changing, reason, reactions, ...message }) => ({
    ...message,
    ...(state !== 'stored' && { state, reason }),
    ...(changing && { changing }),
    ...reacted(reactions),
  }))
}

/** Who reacts how; in which order they are shown is not said where somebody repeats a reaction. */
function reacted(reactions = []) {
  const all = reactions.map(({ reaction, count, users }) => [reaction, count, users.map(it => it.userId).sort()])
  return all.length > 0 && { reactions: all.sort(([one], [other]) => (one < other ? -1 : 1)) }
}

async function summary({ client }) {
  const { rooms } = await client.sync({ rooms: 100, messages: 0 })
  const { unread, mentions, read } = rooms.find(it => it.roomId === roomId)
  return { unread, mentions, read }
}

const same = (one, another) => {
  try {
    assert.deepEqual(one, another)
    return true
  } catch {
    return false
  }
}

async function settle(device) {
  const { name, client, room } = device
  await settled(`${name} is connected`, () => client.state.state === 'connected')
  await settled(`everything of ${name} is stored`, () => {
    room.messages.filter(it => it.state === 'failed').forEach(it => room.retry(it.id))
    return room.messages.every(it => it.state === 'stored' && !it.changing)
  })
  while (room.hasOlder) {
    await room.loadOlder(200)
  }
}

/** The history as a stranger reads it. */
async function stored() {
  const headers = { Authorization: `Bearer ${await tokenOf('reader')}` }
  const messages = []
  for (let after = 0, more = true; more; after = messages.at(-1).cursor) {
    const answer = await fetch(`${url}/api/history/rooms/${roomId}/messages?limit=200&after=${after}`, { headers })
    assert.equal(answer.status, 200)
    const page = await answer.json()
    messages.push(...page.messages)
    more = page.hasMore
  }
  return messages.map(({ prev, reactions, ...message }) => ({
    ...message,
    ...reacted(reactions),
  }))
}

async function compare() {
  await Promise.all(devices.map(settle))
  let right = []
  for (const device of devices) {
    // Pages may be of a place before the newest while one of those that were never stored might still come.
    await settled('being whole', async () => same(conversation(device), (right = await stored()))).catch(() => {})
    assert.deepEqual(conversation(device), right, device.name)
  }
  await settled('knowing what was read', () =>
    laptop.room.snapshot.read !== null && laptop.room.snapshot.read.cursor === phone.room.snapshot.read?.cursor)
  for (const device of devices) {
    const { userId, client } = device
    const told = await summary(device)
    const behind = right.filter(it => it.cursor > told.read && it.userId !== userId && !it.deleted)
    assert.equal(told.unread, Math.min(behind.length, 99), `unread at ${device.name} of ${client.user.userId}`)
    assert.equal(told.read, device.room.snapshot.read.cursor)
  }
  assert.deepEqual(await summary(phone), await summary(laptop))
  phone.room.markRead()
  await settled('all is read', async () => (await summary(laptop)).unread === 0)
  await settled('the laptop has heard', () =>
    same(laptop.room.snapshot.read, { cursor: phone.room.newest, unread: 0, mentions: 0 }))
  const { said, changed, gaps } = done
  const reactions = right.reduce((sum, it) => sum + (it.reactions ?? []).reduce((all, [, count]) => all + count, 0), 0)
  const is = what => right.filter(what).length
  process.stdout.write(
    `${right.length} messages of ${said}, ${changed} changes: ${is(it => it.editedAt)} are edited, ` +
      `${is(it => it.deleted)} deleted, ${is(it => it.replyTo)} answers, ${reactions} reactions; ${gaps} gaps\n`,
  )
}

await Promise.all(devices.map(({ room }) => settled('being in the room', () => room.memberCount === 2)))
say(desk)
say(laptop)
await settled('the first words', () =>
  devices.every(({ room }) => room.messages.length === 2 && room.messages.every(it => it.state === 'stored')))
laptop.room.markRead()
desk.room.markRead()
const acting = devices.map((device, nth) => setInterval(() => act(device), ACT_MILLIS + nth))
process.stdout.write('talking\n')
for await (const told of createInterface({ input: process.stdin })) {
  if (told === 'rest') {
    break
  }
  phone.isAway = told === 'away'
  if (phone.isAway) {
    laptop.room.markRead()
  }
}
acting.forEach(clearInterval)
await compare()
process.stdout.write('done\n')
process.exit()
