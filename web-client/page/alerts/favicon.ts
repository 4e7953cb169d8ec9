import { own } from '../dom/element'

/** The page's sign in the browser's tabs, with a dot where something is unread. */
export class Favicon {
  private readonly link = own<HTMLLinkElement>('favicon')
  private marked: boolean | null = null

  show(marked: boolean): void {
    if (marked !== this.marked) {
      this.marked = marked
      this.link.href = `data:image/svg+xml,${encodeURIComponent(picture(marked))}`
    }
  }
}

function picture(marked: boolean): string {
  const bubble = '<path d="M6 4h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H14l-7 6v-6a4 4 0 0 1-4-4V8a4 4 0 0 1 3-4z" fill="#3f5bd8"/>'
  const dot = '<circle cx="24" cy="8" r="8" fill="#e5484d"/>'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${bubble}${marked ? dot : ''}</svg>`
}
