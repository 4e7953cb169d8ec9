import { expect, it } from 'vitest'
import type { Api } from './api'
import { Inbox } from './inbox'
import type { Notification } from './protocol'

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
  return new Inbox(api as Api, () => {})
}

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
