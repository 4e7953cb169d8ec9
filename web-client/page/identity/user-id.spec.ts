import { describe, expect, it } from 'vitest'
import { userIdOf } from './user-id'

describe('a user id', () => {
  it('is the name in small letters and dashes', () => {
    expect(userIdOf('  Ada Lovelace ')).toBe('ada-lovelace')
  })

  it('forgets accents', () => {
    expect(userIdOf('Zoë')).toBe('zoe')
  })

  it('differs where other letters do', () => {
    expect(userIdOf('Ана')).not.toBe(userIdOf('Яна'))
    expect(userIdOf('Ана')).toMatch(/^user-[0-9a-f]{8}$/)
  })

  it('fits, however long the name is', () => {
    expect(userIdOf('é'.repeat(500)).length).toBeLessThanOrEqual(64)
    expect(userIdOf('漢'.repeat(500)).length).toBeLessThanOrEqual(64)
  })
})
