import { expect, it } from 'vitest'
import { Stretch } from './stretch'

const lines = (count: number, from = 0) => Array.from({ length: count }, (_, i) => ({ key: String(from + i) }))

it('it begins with the newest hundred', () => {
  expect(new Stretch().of(lines(5_000), true)).toEqual([4_900, 5_000])
  expect(new Stretch().of(lines(20), true)).toEqual([0, 20])
  expect(new Stretch().of([], true)).toEqual([0, 0])
})

it('it grows with what comes, up to three hundred', () => {
  const stretch = new Stretch()
  stretch.of(lines(100), true)
  expect(stretch.of(lines(250), true)).toEqual([0, 250])
  expect(stretch.of(lines(1_000), true)).toEqual([700, 1_000])
})

it('a reader goes up and down by hundreds, and no more than three are drawn', () => {
  const stretch = new Stretch()
  const all = lines(5_000)
  stretch.of(all, true)
  for (let i = 0; i < 10; i++) {
    expect(stretch.up(all)).toBe(true)
  }
  expect(stretch.of(all, false)).toEqual([3_900, 4_200])
  expect(stretch.down(all)).toBe(true)
  expect(stretch.of(all, false)).toEqual([4_000, 4_300])
})

it('there is an end to both', () => {
  const stretch = new Stretch()
  const all = lines(150)
  stretch.of(all, true)
  expect([stretch.up(all), stretch.up(all)]).toEqual([true, false])
  expect(stretch.down(all)).toBe(false)
})

it('what comes before and after moves nothing for a reader', () => {
  const stretch = new Stretch()
  stretch.of(lines(100, 500), true)
  expect(stretch.of(lines(700), false)).toEqual([500, 600])
})

it('a place can be shown with what is around it', () => {
  const stretch = new Stretch()
  const all = lines(5_000)
  stretch.around(all, 2_000)
  expect(stretch.of(all, false)).toEqual([1_950, 2_050])
})

it('where its place is gone it shows the newest', () => {
  const stretch = new Stretch()
  stretch.around(lines(5_000), 100)
  expect(stretch.of(lines(500, 9_000), false)).toEqual([400, 500])
})
