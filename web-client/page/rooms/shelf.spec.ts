// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { neighbour, Shelf } from './shelf'

let shelf: Shelf

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ now: 1_000_000 })
  shelf = new Shelf(localStorage, 'ada')
})

function add(...rooms: string[]): void {
  for (const room of rooms) {
    vi.setSystemTime(Date.now() + 1)
    shelf.add(room)
  }
}

describe('a shelf', () => {
  it('holds the first room to begin with', () => {
    expect(shelf.rooms).toEqual(['general'])
  })

  it('holds each room once, in the order of their coming', () => {
    add('b', 'a', 'b')
    expect(shelf.rooms).toEqual(['general', 'b', 'a'])
    expect(new Shelf(localStorage, 'ada').rooms).toEqual(['general', 'b', 'a'])
  })

  it('is full when it holds as many rooms as a connection may be in', () => {
    add(...Array.from({ length: 98 }, (_, i) => `room-${i}`))
    expect(shelf.isFull).toBe(false)
    add('last')
    expect(shelf.isFull).toBe(true)
  })

  it('forgets a room with all that was kept of it', () => {
    add('a')
    shelf.markRead('a', 5)
    shelf.keepDraft('a', 'hello')
    shelf.remove('a')
    expect([shelf.rooms, shelf.read('a'), shelf.draft('a')]).toEqual([['general'], undefined, ''])
  })

  it('never goes back in what was read', () => {
    shelf.markRead('a', 9)
    shelf.markRead('a', 7)
    expect(shelf.read('a')).toBe(9)
  })

  it('keeps what two windows do', () => {
    const other = new Shelf(localStorage, 'ada')
    add('mine')
    vi.setSystemTime(Date.now() + 1)
    other.add('yours')
    shelf.markRead('mine', 5)
    other.markRead('yours', 7)
    const later = new Shelf(localStorage, 'ada')
    expect(later.rooms).toEqual(['general', 'mine', 'yours'])
    expect([later.read('mine'), later.read('yours')]).toEqual([5, 7])
  })

  it('tells what another window has changed', () => {
    const changed = vi.fn()
    shelf.watch(changed)
    expect(shelf.rooms).toEqual(['general'])
    localStorage.setItem('chorus ada room a', '5')
    dispatchEvent(new StorageEvent('storage', { key: 'chorus ada room a' }))
    dispatchEvent(new StorageEvent('storage', { key: 'chorus bob room a' }))
    expect(changed).toHaveBeenCalledOnce()
    expect(shelf.rooms).toEqual(['a'])
  })

  it('keeps drafts, but none without end', () => {
    shelf.keepDraft('a', 'hello')
    expect(shelf.draft('a')).toBe('hello')
    shelf.keepDraft('a', 'x'.repeat(1_000_000))
    expect(shelf.draft('a')).toBe('')
  })

  it('leaves nothing behind of who has logged out, and takes nothing of him any more', () => {
    const other = new Shelf(localStorage, 'bob')
    other.keepDraft('a', 'mine')
    add('a')
    shelf.markRead('a', 5)
    shelf.keepDraft('a', 'hello')
    expect(shelf.hasDrafts).toBe(true)
    shelf.forget()
    shelf.markRead('a', 6)
    add('b')
    expect(shelf.hasDrafts).toBe(false)
    expect(Object.keys(localStorage)).toEqual(['chorus bob draft a'])
  })

  it('does without what the browser refuses to keep', () => {
    const full = { ...localStorage, length: 0, getItem: () => null, setItem: () => { throw new Error('full') } }
    expect(() => new Shelf(full as unknown as Storage, 'ada').markRead('a', 5)).not.toThrow()
  })
})

it('the room beside the last is the first', () => {
  expect(neighbour(['general', 'a'], 'a', 1)).toBe('general')
  expect(neighbour(['general', 'a'], 'general', -1)).toBe('a')
})
