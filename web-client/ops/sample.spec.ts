import { describe, expect, it } from 'vitest'
import { sample, type Instance } from './sample'

const instance = (series: Record<string, number>, up = true): Instance => ({
  service: 'chat-service',
  number: 1,
  up,
  series,
})

const delivered = (...counts: [string, number][]) =>
  instance(
    Object.fromEntries(
      counts.map(([le, count]) => [`chorus_delivery_seconds_bucket{le="${le}"}`, count]),
    ),
  )

describe('a sample', () => {
  it('takes gauges as they are', () => {
    const now = instance({ chorus_connections: 12, chorus_outbox_size: 3 })
    expect(sample(now, now, 1)).toMatchObject({ connections: 12, outbox: 3 })
  })

  it('tells messages a second from how far the counter went', () => {
    const at = (count: number) => instance({ chorus_messages_published_total: count })
    expect(sample(at(100), at(150), 2).messages).toBe(25)
  })

  it('counts from zero after a restart', () => {
    const at = (count: number) => instance({ chorus_messages_published_total: count })
    expect(sample(at(1000), at(8), 2).messages).toBe(4)
  })

  it('draws nothing while the instance is down, nor across its return', () => {
    const up = instance({ chorus_connections: 1, chorus_messages_published_total: 5 })
    const down = instance({}, false)
    expect(sample(up, down, 1)).toEqual({
      connections: null,
      messages: null,
      latency: null,
      outbox: null,
    })
    expect(sample(down, up, 1)).toMatchObject({ connections: 1, messages: null })
  })

  it('tells the latency of what was delivered in between', () => {
    const before = delivered(['0.001', 1000], ['0.002', 1000], ['+Inf', 1000])
    const now = delivered(['0.001', 1000], ['0.002', 1100], ['+Inf', 1100])
    expect(sample(before, now, 1).latency).toBeCloseTo(1.99)
  })

  it('knows no latency where nothing was delivered', () => {
    const now = delivered(['0.001', 1000], ['+Inf', 1000])
    expect(sample(now, now, 1).latency).toBeNull()
  })

  it('tells the last bound of what took longer than all of them', () => {
    const before = delivered(['0.001', 0], ['5.0', 0], ['+Inf', 0])
    const now = delivered(['0.001', 0], ['5.0', 0], ['+Inf', 7])
    expect(sample(before, now, 1).latency).toBe(5000)
  })
})
