const SVG = 'http://www.w3.org/2000/svg'
const WIDTH = 240
const HEIGHT = 56
const SECONDS = 120

/** One figure over the last two minutes: its value in words, and a line. */
export class Chart {
  readonly element = document.createElement('figure')
  private readonly values: (number | null)[] = []
  private readonly now = document.createElement('b')
  private readonly unitName = document.createElement('small')
  private readonly scale = document.createElement('small')
  private readonly picture = document.createElementNS(SVG, 'svg')
  private readonly line = document.createElementNS(SVG, 'path')
  private readonly area = document.createElementNS(SVG, 'path')

  /** @param least the scale's upper end is never below it, so that noise does not look like much */
  constructor(
    private readonly name: string,
    private readonly unit: string,
    private readonly least: number,
  ) {
    const caption = document.createElement('figcaption')
    const title = document.createElement('span')
    title.textContent = name
    const value = document.createElement('span')
    value.className = 'value'
    value.append(this.now, ' ', this.unitName)
    caption.append(title, value)
    this.picture.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`)
    this.picture.setAttribute('preserveAspectRatio', 'none')
    this.picture.setAttribute('role', 'img')
    this.area.setAttribute('class', 'area')
    this.line.setAttribute('class', 'line')
    this.picture.append(this.area, this.line)
    this.scale.className = 'scale'
    this.element.append(caption, this.picture, this.scale)
    this.draw()
  }

  /** Adds the newest value; null where there is none, which leaves a gap. */
  add(value: number | null): void {
    this.values.push(value)
    if (this.values.length > SECONDS) {
      this.values.shift()
    }
    this.draw()
  }

  private draw(): void {
    const known = this.values.filter(value => value !== null)
    const top = Math.max(this.least, ...known)
    const last = this.values.at(-1) ?? null
    const now = last === null ? null : said(last, this.unit)
    this.now.textContent = now?.value ?? '–'
    this.unitName.textContent = now?.unit ?? this.unit
    const most = said(known.length === 0 ? 0 : Math.max(...known), this.unit)
    this.scale.textContent = most.unit === this.unit ? `max ${most.value}` : `max ${most.value} ${most.unit}`
    this.picture.setAttribute(
      'aria-label',
      `${this.name}, ${now === null ? 'unknown' : `${now.value} ${now.unit}`} now, ` +
        `${this.scale.textContent} in two minutes`,
    )
    const runs = this.runs(top)
    this.line.setAttribute('d', runs.map(run => `M${run.join('L')}`).join(''))
    this.area.setAttribute('d', runs.map(run => closed(run)).join(''))
  }

  /** Points of the line, a list for each stretch without a gap. */
  private runs(top: number): string[][] {
    const runs: string[][] = []
    let run: string[] | null = null
    this.values.forEach((value, index) => {
      if (value === null) {
        run = null
        return
      }
      if (run === null) {
        run = []
        runs.push(run)
      }
      const x = WIDTH - ((this.values.length - 1 - index) * WIDTH) / (SECONDS - 1)
      const y = HEIGHT - 2 - (value / top) * (HEIGHT - 6)
      run.push(`${x.toFixed(1)} ${y.toFixed(1)}`)
    })
    return runs
  }
}

function closed(run: string[]): string {
  const [first] = run[0]!.split(' ')
  const [last] = run.at(-1)!.split(' ')
  return `M${first} ${HEIGHT}L${run.join('L')}L${last} ${HEIGHT}Z`
}

/** A figure in few signs: many milliseconds are some seconds, and of all else there are thousands. */
export function said(value: number, unit: string): { value: string; unit: string } {
  if (value >= 1000 && unit === 'ms') {
    return said(value / 1000, 's')
  }
  const text =
    value >= 1000
      ? value.toLocaleString('en', { notation: 'compact', maximumFractionDigits: 1 })
      : value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 })
  return { value: text, unit }
}
