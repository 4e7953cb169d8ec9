const LONGEST_MILLIS = 2_000

/** Does what many clients are told to do in the same moment, each at a moment of its own within two seconds. */
export class Spread {
  private readonly timers = new Set<ReturnType<typeof setTimeout>>()

  constructor(private readonly random: () => number = Math.random) {}

  run(action: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      action()
    }, this.random() * LONGEST_MILLIS)
    this.timers.add(timer)
  }

  cancel(): void {
    this.timers.forEach(timer => clearTimeout(timer))
    this.timers.clear()
  }
}
