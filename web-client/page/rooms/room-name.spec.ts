import { describe, expect, it } from 'vitest'
import { addressOf, placeOfAddress, roomNamed } from './room-name'

const roomOfAddress = (hash: string) => placeOfAddress(hash)?.room ?? null

describe('the name of a room', () => {
  it('is taken from the address', () => {
    expect(roomOfAddress('#team-red')).toBe('team-red')
    expect(roomOfAddress('')).toBe('general')
    expect(roomOfAddress('#%20')).toBe('general')
  })

  it('is another one where the address has letters that it cannot have, and never the first', () => {
    expect(roomOfAddress('#caf%C3%A9%20room')).toBe('cafe-room')
    expect(roomOfAddress('#caf\u00e9 room')).toBe('cafe-room')
    expect(roomOfAddress('#a/b')).toBeNull()
    expect(roomOfAddress('#%')).toBeNull()
  })

  it('may have a place of a message with it', () => {
    const place = { room: 'team', cursor: 1_795_000_000_123_456 }
    expect(placeOfAddress('#team/1795000000123456')).toEqual(place)
    expect(addressOf(place)).toBe('#team/1795000000123456')
    expect(placeOfAddress('#team')).toEqual({ room: 'team', cursor: undefined })
    expect(placeOfAddress('#team/a')).toBeNull()
  })

  it('may be typed with its sign and with spaces', () => {
    expect(roomNamed(' #team ')).toBe('team')
    expect(roomNamed('team red')).toBe('team-red')
  })

  it('has letters, digits and a few signs, 128 at most', () => {
    expect(roomNamed('a/b')).toBeNull()
    expect(roomNamed('')).toBeNull()
    expect(roomNamed('..')).toBeNull()
    expect(roomNamed('a'.repeat(129))).toBeNull()
  })
})
