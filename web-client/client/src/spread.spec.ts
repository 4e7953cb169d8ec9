import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Spread } from './spread.js'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

it('each thing is done at a moment of its own, and all of them within two seconds', () => {
  const moments = [0.9, 0.1, 0.5]
  const spread = new Spread(() => moments.shift()!)
  const done: string[] = []
  for (const name of ['a', 'b', 'c']) {
    spread.run(() => done.push(name))
  }

  vi.advanceTimersByTime(1_100)
  expect(done).toEqual(['b', 'c'])
  vi.advanceTimersByTime(900)
  expect(done).toEqual(['b', 'c', 'a'])
})

it('what is cancelled is not done', () => {
  const spread = new Spread()
  const action = vi.fn()
  spread.run(action)

  spread.cancel()
  vi.advanceTimersByTime(10_000)

  expect(action).not.toHaveBeenCalled()
})
