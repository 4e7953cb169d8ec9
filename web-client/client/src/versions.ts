/**
 * What came one after the other in a log, of which the newest counts. What is not known to be stored may be withdrawn, so
 * what came before it is kept, too.
 */
export class Versions<T extends { readonly cursor: number }> {
  private all: { value: T; stored: boolean }[] = []

  get newest(): T | undefined {
    return this.all.at(-1)?.value
  }

  /** Whether another one is the newest now. */
  add(value: T, stored: boolean): boolean {
    const before = this.newest
    const there = this.all.find(it => it.value.cursor === value.cursor)
    if (there === undefined) {
      this.all.push({ value, stored })
      this.all.sort((one, other) => one.value.cursor - other.value.cursor)
    } else {
      there.stored ||= stored
    }
    const sure = this.all.findLastIndex(it => it.stored)
    this.all.splice(0, Math.max(sure, 0))
    return this.newest !== before
  }

  /** Whether that was the newest. */
  remove(cursor: number): boolean {
    const before = this.newest
    this.all = this.all.filter(({ value }) => value.cursor !== cursor)
    return this.newest !== before
  }
}
