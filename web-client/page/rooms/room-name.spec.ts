import { describe, expect, it } from 'vitest'
import { roomNamed, roomOfAddress } from './room-name'

describe('the name of a room', () => {
  it('is taken from the address', () => {
    expect(roomOfAddress('#team-red')).toBe('team-red')
    expect(roomOfAddress('')).toBe('general')
    expect(roomOfAddress('#%20')).toBe('general')
  })

  it('may be typed with its sign and with spaces', () => {
    expect(roomNamed(' #team ')).toBe('team')
    expect(roomNamed('team red')).toBe('team-red')
  })

  it('has letters, digits and a few signs, 128 at most', () => {
    expect(roomNamed('a/b')).toBeNull()
    expect(roomNamed('')).toBeNull()
    expect(roomNamed('a'.repeat(129))).toBeNull()
  })
})
