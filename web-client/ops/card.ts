import { Chart } from './chart'
import type { Instance, Sample } from './sample'

/** One chat instance: whether it is up, and its four figures. */
export class Card {
  readonly element = document.createElement('article')
  private readonly state = document.createElement('span')
  private readonly charts: Record<keyof Sample, Chart> = {
    connections: new Chart('Connections', 'open', 10),
    messages: new Chart('Messages', 'a second', 5),
    latency: new Chart('Delivery, p99', 'ms', 10),
    outbox: new Chart('Outbox', 'waiting', 10),
  }

  constructor(instance: Instance) {
    const heading = document.createElement('h2')
    heading.textContent = `${instance.service} ${instance.number}`
    const header = document.createElement('header')
    header.append(heading, this.state)
    const charts = document.createElement('div')
    charts.className = 'charts'
    charts.append(...Object.values(this.charts).map(chart => chart.element))
    this.element.append(header, charts)
  }

  show(up: boolean, sample: Sample): void {
    mark(this.state, up)
    this.charts.connections.add(sample.connections)
    this.charts.messages.add(sample.messages)
    this.charts.latency.add(sample.latency)
    this.charts.outbox.add(sample.outbox)
  }
}

/** Says whether an instance is up, in a word and a colour. */
export function mark(element: HTMLElement, up: boolean): void {
  element.className = up ? 'state up' : 'state down'
  element.textContent = up ? 'up' : 'down'
}
