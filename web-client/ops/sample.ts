/** What one instance said of itself at one moment: the answer of `/dev/metrics`. */
export interface Instance {
  service: string
  number: number
  up: boolean
  /** Counters and gauges, by name and labels as in Prometheus' text. */
  series: Record<string, number>
}

/** What is drawn of one instance for one moment; null where there is nothing to tell. */
export interface Sample {
  connections: number | null
  /** Posted through this instance, a second. */
  messages: number | null
  /** Milliseconds from the bus to the sockets within which 99 of 100 were delivered. */
  latency: number | null
  /** Messages that wait to be stored. */
  outbox: number | null
}

const POSTED = 'chorus_messages_published_total'
const BUCKET = /^chorus_delivery_seconds_bucket\{.*le="([^"]+)"/

/** Compares two looks at the same instance, `seconds` apart. */
export function sample(before: Instance, now: Instance, seconds: number): Sample {
  if (!now.up) {
    return { connections: null, messages: null, latency: null, outbox: null }
  }
  const posted = growth(before.series[POSTED], now.series[POSTED])
  return {
    connections: now.series.chorus_connections ?? null,
    messages: before.up && posted !== null ? posted / seconds : null,
    latency: before.up ? quantile(0.99, buckets(before.series, now.series)) : null,
    outbox: now.series.chorus_outbox_size ?? null,
  }
}

/** How much a counter has grown; one that is smaller than before was started anew. */
function growth(before = 0, now?: number): number | null {
  if (now === undefined) {
    return null
  }
  return now >= before ? now - before : now
}

interface Bucket {
  /** Upper bound, seconds. */
  bound: number
  /** Of all up to the bound. */
  count: number
}

function buckets(before: Record<string, number>, now: Record<string, number>): Bucket[] {
  return Object.entries(now)
    .flatMap(([name, value]) => {
      const le = BUCKET.exec(name)?.[1]
      const bound = le === '+Inf' ? Infinity : Number(le)
      return le === undefined ? [] : [{ bound, count: growth(before[name], value) ?? 0 }]
    })
    .sort((a, b) => a.bound - b.bound)
}

/** In milliseconds, by the straight line within a bucket; null where nothing was counted. */
function quantile(share: number, buckets: Bucket[]): number | null {
  const wanted = share * (buckets.at(-1)?.count ?? 0)
  if (wanted === 0) {
    return null
  }
  let below: Bucket = { bound: 0, count: 0 }
  for (const bucket of buckets) {
    if (bucket.count >= wanted) {
      const part = (wanted - below.count) / (bucket.count - below.count)
      const seconds =
        bucket.bound === Infinity ? below.bound : below.bound + part * (bucket.bound - below.bound)
      return seconds * 1000
    }
    below = bucket
  }
  return null
}
