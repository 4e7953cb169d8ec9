/** An element with classes and children; strings become text nodes, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  if (className !== '') {
    made.className = className
  }
  made.append(...children)
  return made
}

/** A button that does something on this page. */
export function button(label: string, className: string, pressed: () => void): HTMLButtonElement {
  const made = element('button', className, label)
  made.type = 'button'
  made.addEventListener('click', pressed)
  return made
}

/** An element that index.html has. */
export function own<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T
}
