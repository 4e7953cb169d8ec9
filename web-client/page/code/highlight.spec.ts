// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { element } from '../dom/element'
import { colour } from './colour'
import { highlighted } from './highlight'

const shown = (code: string, language: string) => element('code', '', ...(highlighted(code, language) ?? ['none']))

describe('code', () => {
  it('is told apart by its language, under whatever name, and says what it said', () => {
    for (const language of ['js', 'javascript', 'ts']) {
      const made = shown('const a = "<b>" // 1 < 2', language)
      expect(made.textContent).toBe('const a = "<b>" // 1 < 2')
      expect(made.querySelector('.hljs-string')?.textContent).toBe('"<b>"')
      expect(made.querySelector('b')).toBeNull()
    }
  })

  it('brings nothing but spans', () => {
    const made = shown('<img src=x onerror=alert(1)><script>alert(1)</script>', 'html')
    expect([...made.querySelectorAll('*')].every(it => it.tagName === 'SPAN')).toBe(true)
  })

  it('in an unknown language stays as it is', async () => {
    const made = element('code', '', 'x = 1')
    colour(made, 'nonsense', () => import('./highlight'))
    colour(made, '', () => import('./highlight'))
    await expect.poll(() => made.textContent).toBe('x = 1')
    expect(made.children.length).toBe(0)
  })

  it('is coloured once what does it is there', async () => {
    const made = element('code', '', 'return 1')
    colour(made, 'java', () => import('./highlight'))
    await expect.poll(() => made.querySelector('.hljs-keyword')?.textContent).toBe('return')
  })
})
