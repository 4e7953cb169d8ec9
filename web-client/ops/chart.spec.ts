import { expect, it } from 'vitest'
import { said } from './chart'

it.each([
  [4.25, 'ms', '4.3 ms'],
  [999, 'ms', '999 ms'],
  [4_900, 'ms', '4.9 s'],
  [65_000, 'ms', '65 s'],
  [4_900, 'open', '4.9K open'],
  [12, 'a second', '12 a second'],
])('%d %s is said as %s', (value, unit, expected) => {
  const figure = said(value, unit)
  expect(`${figure.value} ${figure.unit}`).toBe(expected)
})
