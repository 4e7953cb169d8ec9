const SECONDS = 0.25
const VOLUME = 0.06
/** Many messages at once are one sound. */
const PAUSE_MILLIS = 2_000

let context: AudioContext | undefined
let last = 0

/** A short sound that needs no file. */
export function chime(): void {
  if (Date.now() - last < PAUSE_MILLIS) {
    return
  }
  last = Date.now()
  context ??= new AudioContext()
  const tone = context.createOscillator()
  const volume = context.createGain()
  tone.frequency.setValueAtTime(660, context.currentTime)
  tone.frequency.setValueAtTime(880, context.currentTime + SECONDS / 3)
  volume.gain.setValueAtTime(VOLUME, context.currentTime)
  volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + SECONDS)
  tone.connect(volume).connect(context.destination)
  tone.start()
  tone.stop(context.currentTime + SECONDS)
}
