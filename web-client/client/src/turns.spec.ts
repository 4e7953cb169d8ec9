import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Turns } from './turns.js'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

/** A room with so many messages to send, each answered when it is told to. */
function room(name: string, count: number, sent: string[]) {
  const answers: (() => void)[] = []
  const next = () => {
    if (count === 0) {
      return null
    }
    count--
    sent.push(name)
    return new Promise<void>(resolve => answers.push(resolve))
  }
  return { next, answers }
}

it('rooms send in turn, forty messages at once', async () => {
  const turns = new Turns()
  const sent: string[] = []
  const one = room('one', 100, sent)
  const two = room('two', 100, sent)
  turns.pause()
  turns.want(one.next)
  turns.want(two.next)
  await vi.advanceTimersByTimeAsync(1_500)
  expect(sent).toHaveLength(40)
  expect(sent.slice(0, 4)).toEqual(['one', 'two', 'one', 'two'])
  one.answers.forEach(answer => answer())
  await vi.advanceTimersByTimeAsync(0)
  expect(sent).toHaveLength(60)
})

it('a room that has sent everything is not asked until it wants to again', async () => {
  const turns = new Turns()
  const next = vi.fn(() => null)
  turns.want(next)
  turns.want(() => null)
  expect(next).toHaveBeenCalledTimes(1)
  turns.want(next)
  expect(next).toHaveBeenCalledTimes(2)
})

it('nothing is sent while it pauses', async () => {
  const turns = new Turns()
  const sent: string[] = []
  turns.pause()
  turns.want(room('one', 1, sent).next)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(sent).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(sent).toEqual(['one'])
})
