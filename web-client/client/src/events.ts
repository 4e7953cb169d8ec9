/** Handlers by the name of their event, called in the order in which they came. */
export class Events<Map extends object> {
  private readonly handlers = new globalThis.Map<keyof Map, Set<(value: never) => void>>()

  /** Answers what takes the handler away again. */
  on<Name extends keyof Map>(name: Name, handler: (value: Map[Name]) => void): () => void {
    const those = this.handlers.get(name) ?? new Set()
    this.handlers.set(name, those)
    // A subscription of its own, so that one handler may be given twice.
    const own = (value: Map[Name]) => handler(value)
    those.add(own)
    return () => void those.delete(own)
  }

  emit<Name extends keyof Map>(name: Name, value: Map[Name]): void {
    for (const handler of [...(this.handlers.get(name) ?? [])]) {
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
}
