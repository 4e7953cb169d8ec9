// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { element } from '../dom/element'
import { written } from './written'

const html = (content: string) => element('div', '', ...written(content)).innerHTML
const text = (content: string) => element('div', '', ...written(content)).textContent
const LINK = 'target="_blank" rel="noopener noreferrer"'

describe('what is written', () => {
  it.each([
    ['hello', 'hello'],
    ['**bold** and *slanted* and ~~gone~~', '<p><strong>bold</strong> and <em>slanted</em> and <del>gone</del></p>'],
    ['say `a < b`', '<p>say <code>a &lt; b</code></p>'],
    ['```js\nlet a = 1 < 2\n```', '<pre class="code"><code>let a = 1 &lt; 2</code></pre>'],
    ['- one\n- two', '<ul><li>one</li><li>two</li></ul>'],
    ['3. three\n4. four', '<ol start="3"><li>three</li><li>four</li></ol>'],
    ['> quoted\n\nanswer', '<blockquote><p>quoted</p></blockquote><p>answer</p>'],
    ['snake_case_name and 2 * 3 * 4', '<p>snake_case_name and 2 * 3 * 4</p>'],
    ['AT&amp;T &lt;b&gt;', 'AT&amp;amp;T &amp;lt;b&amp;gt;'],
  ])('%j', (content, expected) => {
    expect(html(content)).toBe(expected)
  })

  it('has links that can be followed, elsewhere', () => {
    expect(html('see https://example.org/a_b?c=1 now')).toBe(
      `<p>see <a href="https://example.org/a_b?c=1" ${LINK} title="https://example.org/a_b?c=1">https://example.org/a_b?c=1</a> now</p>`,
    )
    expect(html('[here](https://example.org)')).toContain('>here</a>')
    expect(html('![a picture](https://example.org/a.png)')).toContain('>a picture</a>')
  })

  it.each([
    '<img src=x onerror="alert(1)">',
    '<script>alert(1)</script>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,x)',
    '[x](<javascript:alert(1)>)',
    '<b>not bold</b> <a href="https://example.org">no link</a>',
    '<details open ontoggle=alert(1)>',
  ])('%s stays what it is', content => {
    expect(html(content)).not.toMatch(/<(img|script|b|details)|href="(javascript|data)/)
    expect(text(content)).toBe(content)
  })

  it('keeps its lines', () => {
    expect(text('one\ntwo\nthree')).toBe('one\ntwo\nthree')
  })

  it.each([
    '>'.repeat(16_000),
    '*'.repeat(16_000),
    '['.repeat(16_000),
    '`'.repeat(16_000),
    '*a '.repeat(5_000),
    '- '.repeat(8_000),
    '1. '.repeat(5_000),
    '> - '.repeat(4_000),
    '-\n'.repeat(8_000),
    '![['.repeat(5_000),
    '<'.repeat(16_000),
    '_a*'.repeat(5_000),
    'a@'.repeat(8_000),
  ])('that is hard to read is read in a moment (%#)', content => {
    const began = performance.now()
    written(content)
    expect(performance.now() - began).toBeLessThan(10_000)
  })
})
