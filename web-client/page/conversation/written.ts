import { Lexer, type Token, type Tokens } from 'marked'
import { colour } from '../code/colour'
import { element } from '../dom/element'

/** What a text without any of these is: a text. */
const MARKS = /[\\`*_~[\]<>#|\n@]|:\/\/|www\.|^\s*(?:[-+]|\d+[.)])\s/
/** Deeper, and it is shown as it was written. */
const MOST_NESTED = 8
/** Reading takes as long as there are marks, times the length: with more of them it is nobody's writing. */
const MOST_MARKS = 300
/** Quotes in quotes and lists in lists, of which each is read on its own. */
const OVERDONE_NESTING = /^(?:[ \t]?(?:>|[-+*] |\d{1,9}[.)] )){20}/m
const SAFE_LINK = /^(?:https?:\/\/|mailto:)/i

/**
 * A message as its writer meant it: links, and what Markdown marks. It becomes elements one by one and no text of it is
 * ever read as HTML, so that nothing can come of it but what is made here.
 */
export function written(content: string): (Node | string)[] {
  if (!MARKS.test(content) || isOverdone(content)) {
    return [content]
  }
  try {
    return blocks(new Lexer({ gfm: true, breaks: true }).lex(content), 0)
  } catch {
    return [content]
  }
}

function isOverdone(content: string): boolean {
  const outsideOfCode = content.replace(/```[\s\S]*?```/g, '')
  return OVERDONE_NESTING.test(outsideOfCode) || (outsideOfCode.match(/[*_~[\]`]/g)?.length ?? 0) > MOST_MARKS
}

function blocks(tokens: readonly Token[], depth: number): (Node | string)[] {
  return tokens.flatMap(token => (depth > MOST_NESTED ? token.raw : block(token as Tokens.Generic, depth)))
}

function block(token: Tokens.Generic, depth: number): (Node | string)[] {
  const children = () => inline(token.tokens ?? [], depth)
  switch (token.type) {
    case 'space':
      return []
    case 'code':
      return [code(token as Tokens.Code)]
    case 'heading':
      return [element('p', '', element('strong', '', ...children()))]
    case 'blockquote':
      return [element('blockquote', '', ...blocks(token.tokens ?? [], depth + 1))]
    case 'list':
      return [list(token as Tokens.List, depth)]
    case 'paragraph':
      return [element('p', '', ...children())]
    case 'text':
      return token.tokens === undefined ? [token.raw] : children()
    default:
      // Tables, rules, HTML: as they were written.
      return [element('p', '', token.raw.replace(/\n+$/, ''))]
  }
}

function code({ text, lang = '' }: Tokens.Code): HTMLElement {
  const made = element('code', '', text)
  colour(made, lang.trim().split(/\s/)[0]!)
  return element('pre', 'code', made)
}

function list({ ordered, start, items }: Tokens.List, depth: number): HTMLElement {
  const made = element(ordered ? 'ol' : 'ul', '', ...items.map(it => element('li', '', ...blocks(it.tokens, depth + 1))))
  if (ordered && start !== '' && start !== 1) {
    made.setAttribute('start', String(start))
  }
  return made
}

function inline(tokens: readonly Token[], depth: number): (Node | string)[] {
  return tokens.flatMap(token => (depth > MOST_NESTED ? token.raw : phrase(token as Tokens.Generic, depth + 1)))
}

function phrase(token: Tokens.Generic, depth: number): (Node | string)[] {
  const children = () => inline(token.tokens ?? [], depth)
  switch (token.type) {
    case 'escape':
      return [token.text]
    case 'strong':
      return [element('strong', '', ...children())]
    case 'em':
      return [element('em', '', ...children())]
    case 'del':
      return [element('del', '', ...children())]
    case 'codespan':
      return [element('code', '', token.text)]
    case 'br':
      return ['\n']
    case 'link':
      return SAFE_LINK.test(token.href) ? [link(token.href, children())] : [token.raw]
    case 'image':
      return SAFE_LINK.test(token.href) ? [link(token.href, [token.text || token.href])] : [token.raw]
    default:
      return [token.raw]
  }
}

function link(href: string, children: (Node | string)[]): HTMLElement {
  const made = element('a', '', ...children)
  made.href = href
  made.target = '_blank'
  made.rel = 'noopener noreferrer'
  // What it says is not always where it leads.
  made.title = href
  return made
}
