import type { ChorusError } from './chorus-error.js'

/** What a sender waits for: that each message is stored, or is given up. */
export class Receipts {
  private readonly open = new Map<string, Settle>()

  /** Settles once; a rejection that nobody listens to is no fault. */
  expect(id: string): Promise<{ cursor: number }> {
    const stored = new Promise<{ cursor: number }>((resolve, reject) => {
      this.open.set(id, { resolve, reject })
    })
    stored.catch(() => {})
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

  private take(id: string): Settle | undefined {
    const settle = this.open.get(id)
    this.open.delete(id)
    return settle
  }
}

interface Settle {
  resolve(stored: { cursor: number }): void
  reject(error: ChorusError): void
}
