// A module of its own, which is fetched when somebody shows code in one of these languages.
import core from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import c from 'highlight.js/lib/languages/c'
import cpp from 'highlight.js/lib/languages/cpp'
import csharp from 'highlight.js/lib/languages/csharp'
import css from 'highlight.js/lib/languages/css'
import diff from 'highlight.js/lib/languages/diff'
import go from 'highlight.js/lib/languages/go'
import ini from 'highlight.js/lib/languages/ini'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import kotlin from 'highlight.js/lib/languages/kotlin'
import php from 'highlight.js/lib/languages/php'
import python from 'highlight.js/lib/languages/python'
import ruby from 'highlight.js/lib/languages/ruby'
import rust from 'highlight.js/lib/languages/rust'
import sql from 'highlight.js/lib/languages/sql'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'
import { element } from '../dom/element'

const LANGUAGES = {
  bash, c, cpp, csharp, css, diff, go, ini, java, javascript, json, kotlin, php, python, ruby, rust, sql, typescript, xml, yaml,
}
Object.entries(LANGUAGES).forEach(([name, language]) => core.registerLanguage(name, language))

/** Code as elements with the classes of what its parts are; null in a language that is not known here. */
export function highlighted(code: string, language: string): (Node | string)[] | null {
  if (core.getLanguage(language) === undefined) {
    return null
  }
  const { value } = core.highlight(code, { language, ignoreIllegals: true })
  // Parsed in a document that runs nothing, of which the texts and the names of classes alone are taken over.
  return taken(new DOMParser().parseFromString(value, 'text/html').body)
}

function taken(parent: Node): (Node | string)[] {
  return [...parent.childNodes].map(child =>
    child instanceof Element ? element('span', classesOf(child), ...taken(child)) : (child.textContent ?? ''),
  )
}

function classesOf({ className }: Element): string {
  return className.replace(/[^\w -]/g, '')
}
