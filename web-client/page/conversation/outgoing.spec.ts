import { expect, it, vi } from 'vitest'
import { sendAll } from './outgoing'
import { MOST_BYTES } from './pieces'

const line = (letter: string) => letter.repeat(MOST_BYTES - 1)

it('a text is sent in pieces, with those that each of them mentions', () => {
  const send = vi.fn(() => null)
  const ada = { userId: 'ada', username: 'Ada' }
  expect(sendAll(`@Ada ${'a'.repeat(9_000)}\n${'b'.repeat(9_000)}`, send, [ada])).toBeNull()
  expect(send.mock.calls).toEqual([
    [`@Ada ${'a'.repeat(9_000)}`, { mentions: ['ada'] }, undefined],
    ['b'.repeat(9_000), undefined, undefined],
  ])
})

it('what is not taken any more is left, and not what is on its way', () => {
  const taken: string[] = []
  const send = (content: string) => (taken.length === 2 ? 'Wait.' : (taken.push(content), null))
  const left = sendAll([line('a'), line('b'), line('c'), line('d')].join('\n'), send, [])
  expect(left).toEqual({ text: `${line('c')}\n${line('d')}`, problem: 'Wait.' })
  expect(taken).toEqual([line('a'), line('b')])
})
