import { own } from './element'
import { keep } from './keep'

const KEY = 'chorus.theme'
const THEMES = ['system', 'light', 'dark'] as const
type Theme = (typeof THEMES)[number]

/** Light, dark, or as the system has it; kept in this browser. */
export function connectTheme(): void {
  const control = own<HTMLSelectElement>('theme')
  const kept = THEMES.find(theme => theme === localStorage.getItem(KEY)) ?? 'system'
  control.value = kept
  apply(kept)
  control.addEventListener('change', () => {
    keep(localStorage, KEY, control.value)
    apply(control.value as Theme)
  })
}

function apply(theme: Theme): void {
  document.documentElement.dataset.theme = theme
}
