import { describe, expect, it } from 'vitest'
import { emptyShelf, neighbour, parseShelf, unread, withRead, withRoom, withoutRoom } from './shelf'

describe('a shelf', () => {
  it('holds the first room to begin with', () => {
    expect(emptyShelf().rooms).toEqual(['general'])
  })

  it('holds each room once, in the order of their coming', () => {
    const shelf = withRoom(withRoom(withRoom(emptyShelf(), 'b'), 'a'), 'b')
    expect(shelf.rooms).toEqual(['general', 'b', 'a'])
  })

  it('holds no more rooms than a connection may be in', () => {
    let shelf = emptyShelf()
    for (let i = 0; i < 200; i++) {
      shelf = withRoom(shelf, `room-${i}`)
    }
    expect(shelf.rooms).toHaveLength(100)
  })

  it('forgets a room with how far it was read', () => {
    const shelf = withoutRoom(withRead(withRoom(emptyShelf(), 'a'), 'a', 5), 'a')
    expect(shelf).toEqual(emptyShelf())
  })

  it('never goes back in what was read', () => {
    expect(withRead(withRead(emptyShelf(), 'a', 9), 'a', 7).read).toEqual({ a: 9 })
  })

  it('goes round from the last room to the first', () => {
    const shelf = withRoom(emptyShelf(), 'a')
    expect(neighbour(shelf, 'a', 1)).toBe('general')
    expect(neighbour(shelf, 'general', -1)).toBe('a')
  })

  it.each([null, '', '{', '[]', '{"rooms":7}', '{"rooms":[],"read":{}}', '{"rooms":["a"]}'])(
    'is as new where %j was kept',
    text => {
      expect(parseShelf(text)).toEqual(emptyShelf())
    },
  )

  it('comes back as it was kept', () => {
    const shelf = withRead(withRoom(emptyShelf(), 'a'), 'a', 5)
    expect(parseShelf(JSON.stringify(shelf))).toEqual(shelf)
  })
})

describe('unread messages', () => {
  const messages = [
    { cursor: 1, userId: 'bob' },
    { cursor: 2, userId: 'ada' },
    { cursor: 3, userId: 'bob' },
    { cursor: null, userId: 'ada' },
  ]

  it('are those of others after what was read', () => {
    expect(unread(messages, 1, 'ada')).toBe(1)
    expect(unread(messages, 0, 'ada')).toBe(2)
  })

  it('are none in a room that was never read', () => {
    expect(unread(messages, undefined, 'ada')).toBe(0)
  })
})
