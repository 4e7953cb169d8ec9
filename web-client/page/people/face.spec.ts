import { describe, expect, it } from 'vitest'
import { hueOf, initials } from './face'

describe('a face', () => {
  it.each([
    ['Ada', 'A'],
    ['ada lovelace', 'AL'],
    ['Ada King Lovelace', 'AL'],
    ['😀 smile', '😀S'],
    ['', ''],
  ])('of %s has the letters %s', (name, letters) => {
    expect(initials(name)).toBe(letters)
  })

  it('has the same colour each time, and users that are alike differ', () => {
    expect(hueOf('ada')).toBe(hueOf('ada'))
    expect(Math.abs(hueOf('user-1') - hueOf('user-2'))).toBeGreaterThan(10)
  })
})
