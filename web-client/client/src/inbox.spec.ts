import { afterEach, expect, it, vi } from 'vitest'
import type { Api } from './api.js'
import { LoadedInbox } from './inbox.js'
import type { Notification } from './protocol.js'

const notification = (cursor: number, read?: boolean): Notification => ({
  id: `n${cursor}`,
  type: 'news',
  message: 'hello',
  timestamp: 0,
  cursor,
  ...(read !== undefined && { read }),
})

function inbox(stored: Notification[], unread: number) {
  const api: Pick<Api, 'notifications' | 'markRead' | 'markReadUpTo'> = {
    notifications: async () => ({ notifications: stored, unread, hasMore: false }),
    markRead: async () => ({ unread: unread - 1 }),
    markReadUpTo: async () => ({ unread: 0 }),
  }
  return new LoadedInbox(api as Api, () => {})
}

afterEach(() => {
  vi.useRealTimers()
})

const settled = () => new Promise(resolve => setTimeout(resolve))

it('an inbox opens with what is stored, newest first', async () => {
  const box = inbox([notification(2, false), notification(1, true)], 1)
  await box.load()
  expect(box.notices.map(({ id, read }) => [id, read])).toEqual([
    ['n2', false],
    ['n1', true],
  ])
  expect(box.unread).toBe(1)
})

it('a notification that comes twice counts once', async () => {
  const box = inbox([], 0)
  box.receive({ event: 'notification', data: notification(1) })
  box.receive({ event: 'notification', data: notification(1) })
  expect(box.unread).toBe(1)
  expect(box.notices).toHaveLength(1)
})

it('what came live after the page was made still counts', async () => {
  const box = inbox([notification(1, true)], 0)
  box.receive({ event: 'notification', data: notification(2) })
  await box.load()
  expect(box.unread).toBe(1)
})

it('what was read on another device is read here', async () => {
  const box = inbox([notification(3, false), notification(2, false), notification(1, false)], 3)
  await box.load()
  box.receive({ event: 'notification_read', data: { ids: ['n3'], unread: 2 } })
  expect(box.notices.map(({ read }) => read)).toEqual([true, false, false])
  box.receive({ event: 'notification_read', data: { upTo: 2, unread: 0 } })
  expect(box.notices.map(({ read }) => read)).toEqual([true, true, true])
  expect(box.unread).toBe(0)
})

it('reading one or all says so to the server and shows it', async () => {
  const box = inbox([notification(2, false), notification(1, false)], 2)
  await box.load()
  box.read(box.notices[0]!)
  await settled()
  expect(box.notices.map(({ read }) => read)).toEqual([true, false])
  expect(box.unread).toBe(1)
  box.readAll()
  await settled()
  expect(box.unread).toBe(0)
})

/** An inbox whose stored notifications are those of cursor 1 up to what the answered function is told. */
function longInbox() {
  let newest = 0
  const api: Pick<Api, 'notifications'> = {
    notifications: async ({ limit, before = newest + 1 }) => {
      const count = Math.min(limit, before - 1)
      const notifications = Array.from({ length: count }, (_, index) => notification(before - 1 - index, false))
      return { notifications, unread: newest, hasMore: before - 1 > limit }
    },
  }
  const grow = (to: number) => (newest = to)
  return { box: new LoadedInbox(api as Api, () => {}), grow }
}

const cursors = ({ notices }: LoadedInbox) => notices.map(({ cursor }) => cursor)
const downTo = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index)

it('what is older comes a page at a time, until there is no more', async () => {
  const { box, grow } = longInbox()
  grow(120)
  await box.load()
  expect([cursors(box), box.hasOlder]).toEqual([downTo(120, 71), true])
  await box.loadOlder()
  await box.loadOlder()
  expect([cursors(box), box.hasOlder]).toEqual([downTo(120, 1), false])
})

it('what was loaded stays when little was missed', async () => {
  const { box, grow } = longInbox()
  grow(60)
  await box.load()
  await box.loadOlder()
  grow(70)
  await box.load()
  expect([cursors(box), box.hasOlder]).toEqual([downTo(70, 1), false])
})

it('no notification is left out where more was missed than a page holds', async () => {
  const { box, grow } = longInbox()
  grow(10)
  await box.load()
  grow(100)
  await box.load()
  expect([cursors(box), box.hasOlder]).toEqual([downTo(100, 51), true])
  await box.loadOlder()
  expect(cursors(box)).toEqual(downTo(100, 1))
})

it('no more than a thousand are kept', async () => {
  const { box, grow } = longInbox()
  grow(2_000)
  await box.load()
  while (box.hasOlder) {
    await box.loadOlder()
  }
  expect(cursors(box)).toEqual(downTo(2_000, 1_001))
})

it('an inbox that is away is asked again, until the connection is gone', async () => {
  vi.useFakeTimers()
  const notifications = vi.fn(async () => Promise.reject(new Error('away')))
  const box = new LoadedInbox({ notifications } as unknown as Api, () => {})
  await box.load()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(notifications).toHaveBeenCalledTimes(3)
  box.rest()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(notifications).toHaveBeenCalledTimes(3)
})

/** An inbox whose calls are answered when they are told to. */
function slowInbox() {
  const answers: ((answer: object) => void)[] = []
  const ask = () => new Promise<never>(resolve => answers.push(resolve as never))
  const box = new LoadedInbox({ notifications: ask, markRead: ask, markReadUpTo: ask }, () => {})
  return { box, answers }
}

it('a page that was asked for before something was read does not undo it', async () => {
  vi.useFakeTimers()
  const { box, answers } = slowInbox()
  const page = { notifications: [notification(1, false)], unread: 1, hasMore: false }
  void box.load()
  answers[0]!(page)
  await vi.advanceTimersByTimeAsync(0)
  void box.load()
  box.receive({ event: 'notification_read', data: { ids: ['n1'], unread: 0 } })
  answers[1]!(page)
  await vi.advanceTimersByTimeAsync(0)
  expect([box.unread, box.notices[0]!.read]).toEqual([0, true])
})

it('where two answers crossed, the count is asked for again', async () => {
  vi.useFakeTimers()
  const { box, answers } = slowInbox()
  void box.load()
  answers[0]!({ notifications: [notification(2, false), notification(1, false)], unread: 2, hasMore: false })
  await vi.advanceTimersByTimeAsync(0)
  box.read(box.notices[0]!)
  box.read(box.notices[1]!)
  answers[2]!({ unread: 0 })
  answers[1]!({ unread: 1 })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(box.notices.map(({ read }) => read)).toEqual([true, true])
  answers[3]!({ notifications: [notification(2, true), notification(1, true)], unread: 0, hasMore: false })
  await vi.advanceTimersByTimeAsync(0)
  expect(box.unread).toBe(0)
  box.rest()
})
