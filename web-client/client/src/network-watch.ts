/** Calls back when the platform says that the network may be another one, or that the page is looked at again. */
export function watchNetwork(changed: () => void): () => void {
  const { addEventListener, removeEventListener } = globalThis
  // Not every platform has these: Node and React Native say nothing.
  if (typeof addEventListener !== 'function' || typeof removeEventListener !== 'function') {
    return () => {}
  }
  const seen = () => globalThis.document.visibilityState === 'visible' && changed()
  addEventListener('online', changed)
  addEventListener('offline', changed)
  globalThis.document?.addEventListener?.('visibilitychange', seen)
  return () => {
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
    globalThis.document?.removeEventListener?.('visibilitychange', seen)
  }
}
