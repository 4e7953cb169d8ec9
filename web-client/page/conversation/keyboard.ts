const GLASS = '(hover: none) and (pointer: coarse)'

/** Whether there are no keys but on the screen. */
export function onGlass(): boolean {
  return matchMedia(GLASS).matches
}

/** Whether a key means that a message is done: Enter, but not on glass, where there is no Shift+Enter for a new line. */
export function sends(event: KeyboardEvent): boolean {
  // Enter also ends the composition of a character, which is not the end of the message.
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing && !onGlass()
}
