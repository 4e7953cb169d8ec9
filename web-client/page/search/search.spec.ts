// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { element } from '../dom/element'
import { marked } from './search'

const shown = (highlight: string) => element('p', '', ...marked(highlight))

it('what was found is marked, and all else is text', () => {
  const made = shown('1 &lt; 2 &amp; <mark>lunch</mark> … &quot;at&quot; noon')
  expect(made.textContent).toBe('1 < 2 & lunch … "at" noon')
  expect([...made.children].map(it => it.outerHTML)).toEqual(['<mark>lunch</mark>'])
})

it('what a server must not say brings nothing but its text', () => {
  const made = shown('<img src=x onerror=alert(1)><a href="javascript:alert(1)">here</a><mark onclick="x">y</mark>')
  expect(made.textContent).toBe('herey')
  expect([...made.children].map(it => it.outerHTML)).toEqual(['<mark>y</mark>'])
})
