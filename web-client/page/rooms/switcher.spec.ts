import { expect, it } from 'vitest'
import { matching } from './switcher'

const names = (text: string) =>
  matching(['general', 'team-red', 'red', 'random'], text).map(({ room, isNew }) => (isNew ? `new ${room}` : room))

it('rooms are found by some letters, those first that begin with them', () => {
  expect(names('RED')).toEqual(['red', 'team-red', 'new RED'])
  expect(names('')).toEqual(['general', 'team-red', 'red', 'random'])
})

it('a name that is none of them is a new room, if it can be one', () => {
  expect(names('#red')).toEqual(['red', 'team-red'])
  expect(names('café')).toEqual(['new cafe'])
  expect(names('a/b')).toEqual([])
})
