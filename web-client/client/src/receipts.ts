import type { ChorusError } from './chorus-error.js'

/** What a sender waits for: that each message is stored, or is given up. */
export class Receipts {
  private readonly open = new Map<string, PromiseWithSettle>()

  /** Settles once; a rejection that nobody listens to is no fault. Who asks again for the same message waits for the same. */
  expect(id: string): Promise<{ cursor: number }> {
    const there = this.open.get(id)
    if (there !== undefined) {
      return there.stored
    }
    let settle!: Pick<PromiseWithSettle, 'resolve' | 'reject'>
    const stored = new Promise<{ cursor: number }>((resolve, reject) => {
      settle = { resolve, reject }
    })
    stored.catch(() => {})
    this.open.set(id, { stored, ...settle })
    return stored
  }

  stored(id: string, cursor: number): void {
    this.take(id)?.resolve({ cursor })
  }

  failed(id: string, error: ChorusError): void {
    this.take(id)?.reject(error)
  }

  failAll(error: ChorusError): void {
    for (const id of [...this.open.keys()]) {
      this.failed(id, error)
    }
  }

  private take(id: string): PromiseWithSettle | undefined {
    const promise = this.open.get(id)
    this.open.delete(id)
    return promise
  }
}

interface PromiseWithSettle {
  stored: Promise<{ cursor: number }>
  resolve(stored: { cursor: number }): void
  reject(error: ChorusError): void
}
