import { Card, mark } from './card'
import { sample, type Instance } from './sample'

const PERIOD_MILLIS = 1000

const cards = document.getElementById('cards')!
const others = document.getElementById('others')!
const problem = document.getElementById('problem')!
const shown = new Map<string, Card>()
const states = new Map<string, HTMLElement>()

let before = new Map<string, Instance>()
let seenAt = 0

function key(instance: Instance): string {
  return `${instance.service} ${instance.number}`
}

function show(instances: Instance[], at: number): void {
  const seconds = (at - seenAt) / 1000
  for (const instance of instances) {
    if (instance.service === 'chat-service') {
      const last = before.get(key(instance))
      if (last !== undefined) {
        card(instance).show(instance.up, sample(last, instance, seconds))
      }
    } else {
      mark(state(instance), instance.up)
    }
  }
  before = new Map(instances.map(instance => [key(instance), instance]))
  seenAt = at
}

function card(instance: Instance): Card {
  let card = shown.get(key(instance))
  if (card === undefined) {
    card = new Card(instance)
    shown.set(key(instance), card)
    cards.append(card.element)
  }
  return card
}

function state(instance: Instance): HTMLElement {
  let state = states.get(key(instance))
  if (state === undefined) {
    state = document.createElement('span')
    states.set(key(instance), state)
    const item = document.createElement('li')
    item.append(`${instance.service} ${instance.number} `, state)
    others.append(item)
  }
  return state
}

async function look(): Promise<void> {
  try {
    const response = await fetch('/dev/metrics', { signal: AbortSignal.timeout(5000) })
    if (!response.ok) {
      throw new Error(`/dev/metrics answered ${response.status}; the local run alone has it.`)
    }
    const { instances } = (await response.json()) as { instances: Instance[] }
    show(instances, performance.now())
    problem.textContent = ''
  } catch (failure) {
    problem.textContent =
      failure instanceof TypeError ? 'The gateway does not answer.' : String((failure as Error).message)
  }
  setTimeout(look, PERIOD_MILLIS)
}

void look()
