// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DirectoryPage } from '../../client/src/index'
import { element } from '../dom/element'
import { DirectoryList } from './directory-list'

type Query = { part: string; after?: string; limit: number }

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
const page = (rooms: string[], next?: string): DirectoryPage => ({
  rooms: rooms.map(roomId => ({ roomId, cursor: 1_000 })),
  ...(next !== undefined && { next }),
})
const shown = () => [...document.querySelectorAll('#switch-others button')].map(it => it.firstChild!.textContent)
const by = (id: string) => document.getElementById(id)!
const opened = vi.fn()

function list(directory: (query: Query) => Promise<DirectoryPage>) {
  return new DirectoryList(directory, room => room.startsWith('own'), opened)
}

beforeEach(() => {
  vi.useFakeTimers()
  const made = [element('h2'), element('ul'), element('button')] as const
  made.forEach((it, index) => (it.id = ['switch-others-title', 'switch-others', 'switch-more'][index]!))
  document.body.replaceChildren(...made)
})

afterEach(() => vi.useRealTimers())

it('rooms are asked for once nobody types on, and those that the user is in are left out', async () => {
  const directory = vi.fn(async () => page(['own', 'tea', 'team']))
  const others = list(directory)
  others.look('t')
  others.look('te')
  await pass(1_000)
  expect(directory.mock.calls).toEqual([[{ part: 'te', limit: 20 }]])
  expect(shown()).toEqual(['#tea', '#team'])
  expect([by('switch-others-title').hidden, by('switch-more').hidden]).toEqual([false, true])
  document.querySelector('button')!.click()
  expect(opened).toHaveBeenCalledWith('tea')
})

it('pages without anything to show are passed over, and more come when they are asked for', async () => {
  const pages: Record<string, DirectoryPage> = {
    '': page(['own'], 'a'),
    a: page([], 'b'),
    b: page(['tea'], 'tea'),
    tea: page(['wine']),
  }
  const others = list(async ({ after = '' }) => pages[after]!)
  others.look('')
  await pass(1_000)
  expect(shown()).toEqual(['#tea'])
  by('switch-more').click()
  await pass(0)
  expect(shown()).toEqual(['#tea', '#wine'])
  expect(by('switch-more').hidden).toBe(true)
})

it('an answer that comes after a newer question is not shown', async () => {
  const others = list(async ({ part }) => {
    await new Promise(resolve => setTimeout(resolve, part === 'old' ? 5_000 : 10))
    return page([part])
  })
  others.look('old')
  await pass(1_000)
  others.look('new')
  await pass(10_000)
  expect(shown()).toEqual(['#new'])
})

it('a server that lists no rooms leaves nothing there', async () => {
  const others = list(async () => Promise.reject(new Error('404')))
  others.look('')
  await pass(1_000)
  expect(shown()).toEqual([])
  expect(by('switch-others-title').hidden).toBe(true)
})
