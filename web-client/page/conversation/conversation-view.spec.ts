// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { element } from '../dom/element'
import { ConversationView, type Conversation } from './conversation-view'
import type { LineActions } from './line-view'
import type { Line } from './timeline'

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
const loadOlder = vi.fn(async () => {})
const tooOld = vi.fn()
const by = (id: string) => document.getElementById(id)!
const shown = () => [...document.querySelectorAll('.line .content')].map(it => it.textContent!.trim())

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  const ids = ['log', 'lines', 'to-end', 'beginning', 'no-further', 'loading']
  document.body.replaceChildren(...ids.map(id => Object.assign(element('div'), { id })))
})

afterEach(() => vi.useRealTimers())

function view(): ConversationView {
  return new ConversationView('ada', {} as LineActions, { loadOlder, moved: () => {}, tooOld })
}

function lines(...cursors: number[]): Line[] {
  return cursors.map(cursor => ({
    key: String(cursor),
    id: String(cursor),
    roomId: 'a',
    userId: 'bob',
    username: 'Bob',
    content: `line ${cursor}`,
    timestamp: cursor,
    cursor,
    state: 'stored',
  }))
}

function conversation(of: Partial<Conversation>): Conversation {
  return { lines: [], hasOlder: false, hasFirst: false, loaded: true, unread: 0, ...of }
}

it('a message is gone to, however many pages are before it', async () => {
  const page = view()
  page.enter('a', undefined, 3)
  page.show(conversation({ lines: lines(8, 9), hasOlder: true }))
  expect(loadOlder).toHaveBeenCalledOnce()
  await pass(10)
  page.show(conversation({ lines: lines(5, 6, 8, 9), hasOlder: true }))
  expect(loadOlder).toHaveBeenCalledTimes(2)
  expect(shown()).toEqual([])
  await pass(10)
  page.show(conversation({ lines: lines(2, 3, 5, 6, 8, 9), hasFirst: true }))
  expect(document.querySelector('.aimed .content')!.textContent).toContain('line 3')
  expect(tooOld).not.toHaveBeenCalled()
})

it('one that is further back than lines are kept is said to be, and the newest are shown', () => {
  const page = view()
  page.enter('a', undefined, 3)
  page.show(conversation({ lines: lines(8, 9) }))
  expect(tooOld).toHaveBeenCalledOnce()
  expect(shown()).toEqual(['line 8', 'line 9'])
  expect(document.querySelector('.aimed')).toBeNull()
  expect([by('no-further').hidden, by('beginning').hidden, page.isAtEnd]).toEqual([false, true, true])
})

it('the first that is left is gone to where one is no more', () => {
  const page = view()
  page.enter('a', undefined, 3)
  page.show(conversation({ lines: lines(8, 9), hasFirst: true }))
  expect(document.querySelector('.aimed .content')!.textContent).toContain('line 8')
  expect([by('no-further').hidden, by('beginning').hidden]).toEqual([true, false])
})

it('older lines that did not come are asked for again', async () => {
  const page = view()
  page.enter('a', undefined)
  page.show(conversation({ lines: lines(8, 9), hasOlder: true }))
  expect(loadOlder).toHaveBeenCalledTimes(1)
  await pass(3_500)
  expect(loadOlder).toHaveBeenCalledTimes(2)
  page.show(conversation({ lines: lines(7, 8, 9), hasFirst: true }))
  await pass(10_000)
  expect(loadOlder).toHaveBeenCalledTimes(2)
})

it('what is quoted is as it is now', () => {
  const page = view()
  const [first, second] = lines(1, 2) as [Line, Line]
  const answer = { ...second, replyTo: { userId: 'bob', id: '1' } }
  const quoted = () => document.querySelector('.quote')?.textContent
  page.enter('a', undefined, undefined)
  page.show(conversation({ lines: [answer], hasOlder: true }))
  expect(quoted()).toBe('↳ an earlier message')
  page.show(conversation({ lines: [first, answer], hasFirst: true }))
  expect(quoted()).toContain('line 1')
  page.show(conversation({ lines: [{ ...first, content: '', deleted: true }, answer], hasFirst: true }))
  expect(quoted()).toContain('a deleted message')
  expect(document.querySelectorAll('.quote')).toHaveLength(1)
})
