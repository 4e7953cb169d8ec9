import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Readings } from './readings.js'

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

it('where nobody answers it is asked again', async () => {
  const sync = vi.fn(async () => Promise.reject(new Error('network')))
  new Readings({ sync }, () => {}).soon()
  await pass(15_000)
  expect(sync).toHaveBeenCalledTimes(2)
})

it('who rests asks nothing more, whatever becomes of the last question', async () => {
  let fail = (_: Error) => {}
  const sync = vi.fn(() => new Promise<never>((_, reject) => (fail = reject)))
  const readings = new Readings({ sync }, () => {})
  readings.soon()
  await pass(3_000)
  readings.rest()
  fail(new Error('network'))
  await pass(60_000)
  expect(sync).toHaveBeenCalledTimes(1)
})

it('nor is anybody told what it says', async () => {
  let answer = (_: object) => {}
  const heard = vi.fn()
  const sync = vi.fn(() => new Promise<any>(resolve => (answer = resolve)))
  const readings = new Readings({ sync }, heard)
  readings.soon()
  await pass(3_000)
  readings.rest()
  answer({ rooms: [{ roomId: 'general', read: 5, unread: 1, mentions: 0, cursor: 9 }], hasMore: true, since: 0 })
  await pass(60_000)
  expect(heard).not.toHaveBeenCalled()
  expect(sync).toHaveBeenCalledTimes(1)
})
