/** Handlers by the name of their event, called in the order in which they came. */
export class Events<Map extends object> {
  private readonly handlers = new globalThis.Map<keyof Map, Subscription[]>()

  /** Answers what takes the handler away again. */
  on<Name extends keyof Map>(name: Name, handler: (value: Map[Name]) => void): () => void {
    // A subscription of its own, so that one handler may be given twice.
    const subscription = { handler: handler as Subscription['handler'] }
    this.handlers.set(name, [...this.those(name), subscription])
    return () => this.keep(name, it => it !== subscription)
  }

  once<Name extends keyof Map>(name: Name, handler: (value: Map[Name]) => void): () => void {
    const off = this.on(name, value => {
      off()
      handler(value)
    })
    this.those(name).at(-1)!.original = handler as Subscription['handler']
    return off
  }

  /** Takes a handler away, however often it was given; all of the event's where none is named. */
  off<Name extends keyof Map>(name: Name, handler?: (value: Map[Name]) => void): void {
    this.keep(name, it => handler !== undefined && it.handler !== handler && it.original !== handler)
  }

  has(name: keyof Map): boolean {
    return this.those(name).length > 0
  }

  emit<Name extends keyof Map>(name: Name, value: Map[Name]): void {
    for (const { handler } of this.those(name)) {
      try {
        handler(value as never)
      } catch (failure) {
        // One handler's fault is neither another's nor the connection's.
        queueMicrotask(() => {
          throw failure
        })
      }
    }
  }

  private those(name: keyof Map): Subscription[] {
    return this.handlers.get(name) ?? []
  }

  private keep(name: keyof Map, wanted: (subscription: Subscription) => boolean): void {
    this.handlers.set(name, this.those(name).filter(wanted))
  }
}

interface Subscription {
  handler: (value: never) => void
  /** What was given, where it is called by another function. */
  original?: (value: never) => void
}
