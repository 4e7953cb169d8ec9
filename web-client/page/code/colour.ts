/** Beside the page; a name that is not read as one of its own modules, so that it stays one of its own. */
const MODULE = './highlight.js'
const LONGEST = 20_000

type Highlight = typeof import('./highlight')

let loading: Promise<Highlight> | undefined

/** Colours code by its language as soon as what does it is there; until then, and elsewhere, it is plain. */
export function colour(code: HTMLElement, language: string, load = () => import(MODULE) as Promise<Highlight>): void {
  const text = code.textContent ?? ''
  if (language === '' || text.length > LONGEST) {
    return
  }
  loading ??= load()
  loading.then(
    ({ highlighted }) => code.replaceChildren(...(highlighted(text, language) ?? [text])),
    () => (loading = undefined),
  )
}
