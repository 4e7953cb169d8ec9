/** Lines that are drawn at once at the most: more, and a browser takes its time. */
const MOST = 300
/** As many come as the reader gets near an end. */
const STEP = 100

interface Keyed {
  readonly key: string
}

/** Which lines of a long conversation are drawn: the newest, or those around the reader. */
export class Stretch {
  private firstKey: string | null = null
  private count = STEP

  /** The newest ones. */
  toEnd(): void {
    this.firstKey = null
    this.count = STEP
  }

  /** Those around one of them. */
  around(lines: readonly Keyed[], index: number): void {
    this.firstKey = lines[Math.max(0, index - STEP / 2)]?.key ?? null
    this.count = STEP
  }

  /**
   * The bounds of what is drawn: from the first up to, and without, the second.
   *
   * @param following whether the end is to be among them
   */
  of(lines: readonly Keyed[], following: boolean): [number, number] {
    const kept = this.firstKey === null ? -1 : lines.findIndex(({ key }) => key === this.firstKey)
    if (following || kept < 0) {
      const first = Math.max(kept, 0, lines.length - (kept < 0 ? STEP : MOST))
      return this.set(lines, first, lines.length)
    }
    return [kept, Math.min(lines.length, kept + this.count)]
  }

  /** Draws older ones, too; false where there are none. */
  up(lines: readonly Keyed[]): boolean {
    const [first, end] = this.of(lines, false)
    const next = Math.max(0, first - STEP)
    this.set(lines, next, Math.min(end, next + MOST))
    return next < first
  }

  /** Draws newer ones, too; false where there are none. */
  down(lines: readonly Keyed[]): boolean {
    const [first, end] = this.of(lines, false)
    const next = Math.min(lines.length, end + STEP)
    this.set(lines, Math.max(first, next - MOST), next)
    return next > end
  }

  private set(lines: readonly Keyed[], first: number, end: number): [number, number] {
    this.firstKey = lines[first]?.key ?? null
    this.count = end - first
    return [first, end]
  }
}
