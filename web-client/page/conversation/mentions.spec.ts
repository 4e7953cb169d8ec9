import { describe, expect, it } from 'vitest'
import { begunMention, mentionable, mentionsOf, metadataOf } from './mentions'

const ada = { userId: 'ada', username: 'Ada Lovelace' }
const adam = { userId: 'adam', username: 'Adam' }

describe('a mention', () => {
  it('is begun with an @ at the beginning of a word', () => {
    expect(begunMention('hello @Ad')).toBe('Ad')
    expect(begunMention('@')).toBe('')
    expect(begunMention('ada@example')).toBeNull()
    expect(begunMention('@ada and')).toBeNull()
  })

  it('finds people by any word of their names', () => {
    expect(mentionable([ada, adam], 'lov', 5)).toEqual([ada])
    expect(mentionable([ada, adam], 'AD', 5)).toEqual([ada, adam])
    expect(mentionable([ada, adam], '', 1)).toEqual([ada])
  })

  it('means those whose whole names are in the text', () => {
    expect(metadataOf('@Ada Lovelace, look', [ada, adam])).toEqual({ mentions: ['ada'] })
    expect(metadataOf('@Adamant', [ada, adam])).toBeUndefined()
    expect(metadataOf('@Adamant or @Adam?', [adam])).toEqual({ mentions: ['adam'] })
  })

  it('takes the place of those before, and of nothing else', () => {
    expect(metadataOf('@Adam', [adam], { mentions: ['ada'], mood: 'fine' })).toEqual({ mentions: ['adam'], mood: 'fine' })
    expect(metadataOf('nobody', [adam], { mentions: ['ada'] })).toBeUndefined()
  })

  it('of whatever else is nobody', () => {
    expect(mentionsOf({ metadata: { mentions: ['a', 7, null] } })).toEqual(['a'])
    expect(mentionsOf({ metadata: { mentions: 'a' } })).toEqual([])
    expect(mentionsOf({ metadata: null })).toEqual([])
    expect(mentionsOf({})).toEqual([])
  })
})
