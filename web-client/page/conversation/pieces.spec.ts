import { describe, expect, it } from 'vitest'
import { bytesOf, pieces } from './pieces'

describe('a long text', () => {
  it('that fits is one message', () => {
    expect(pieces('a\nb', 10)).toEqual(['a\nb'])
  })

  it('is cut at the ends of lines, and nothing of it is lost', () => {
    const lines = Array.from({ length: 50 }, (_, i) => `line ${i} é`)
    const made = pieces(lines.join('\n'), 100)
    expect(made.length).toBeGreaterThan(5)
    expect(made.every(it => bytesOf(it) <= 100)).toBe(true)
    expect(made.join('\n').split('\n')).toEqual(lines)
  })

  it('goes on as code where code was cut', () => {
    const code = Array.from({ length: 20 }, (_, i) => `x = ${i}`)
    const made = pieces(['```js', ...code, '```', 'done'].join('\n'), 60)
    expect(made.every(it => bytesOf(it) <= 60)).toBe(true)
    for (const it of made.slice(0, -1)) {
      expect(it).toMatch(/^```js\n[\s\S]*\n```/)
    }
    expect(made.flatMap(it => it.split('\n')).filter(it => it.startsWith('x'))).toEqual(code)
  })

  it('whose line is too long by itself leaves that line whole', () => {
    expect(pieces('x'.repeat(50), 10)).toEqual(['x'.repeat(50)])
  })
})
