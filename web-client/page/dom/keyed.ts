interface Shown<T> {
  element: HTMLElement
  item: T
}

/**
 * The children of an element, one for each item of a list, kept while their key is: what is on the
 * screen stays the same node, so focus, selection and scrolling survive.
 */
export class Keyed<T> {
  private shown = new Map<string, Shown<T>>()

  constructor(
    private readonly parent: HTMLElement,
    private readonly keyOf: (item: T) => string,
    private readonly make: (item: T) => HTMLElement,
    private readonly update: (element: HTMLElement, item: T, before: T) => void,
  ) {}

  show(items: readonly T[]): void {
    const next = new Map<string, Shown<T>>()
    for (const item of items) {
      const key = this.keyOf(item)
      const before = this.shown.get(key)
      if (before !== undefined) {
        this.update(before.element, item, before.item)
      }
      next.set(key, { element: before?.element ?? this.make(item), item })
    }
    for (const [key, { element }] of this.shown) {
      if (!next.has(key)) {
        element.remove()
      }
    }
    this.shown = next
    this.place([...next.values()].map(({ element }) => element))
  }

  private place(elements: HTMLElement[]): void {
    let following: Element | null = null
    for (const element of elements.reverse()) {
      if (element.parentElement !== this.parent || element.nextElementSibling !== following) {
        this.parent.insertBefore(element, following)
      }
      following = element
    }
  }
}
