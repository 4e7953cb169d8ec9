/** Names that people type between colons, as elsewhere. */
const NAMES: Readonly<Record<string, string>> = {
  '+1': '👍', '-1': '👎', '100': '💯', angry: '😠', bell: '🔔', blush: '😊', boom: '💥', bug: '🐛', bulb: '💡', cake: '🍰',
  calendar: '📅', chart: '📈', clap: '👏', coffee: '☕', confused: '😕', construction: '🚧', cool: '😎', cry: '😢', eyes: '👀',
  fire: '🔥', gift: '🎁', grin: '😁', hand: '✋', heart: '❤️', hourglass: '⏳', hug: '🤗', joy: '😂', key: '🔑', laughing: '😆',
  link: '🔗', lock: '🔒', mag: '🔍', memo: '📝', moon: '🌙', muscle: '💪', ok: '👌', ok_hand: '👌', package: '📦', party: '🥳',
  pencil: '✏️', pizza: '🍕', pray: '🙏', question: '❓', rage: '😡', rainbow: '🌈', raised_hands: '🙌', relieved: '😌', rocket: '🚀',
  rofl: '🤣', sad: '😞', scream: '😱', see_no_evil: '🙈', shrug: '🤷', sleeping: '😴', smile: '😄', smirk: '😏', sob: '😭',
  sparkles: '✨', star: '⭐', sun: '☀️', sunglasses: '😎', sweat: '😅', tada: '🎉', thinking: '🤔', thumbsdown: '👎', thumbsup: '👍',
  tools: '🛠️', trophy: '🏆', upside_down: '🙃', warning: '⚠️', wave: '👋', white_check_mark: '✅', wink: '😉', x: '❌', yum: '😋',
  zap: '⚡', zzz: '💤',
}

/** Those that have these letters in their names, each once. */
export function named(letters: string): (readonly [name: string, emoji: string])[] {
  const wanted = letters.trim().toLowerCase().replace(/^:|:$/g, '').replaceAll(' ', '_')
  const found = Object.entries(NAMES).filter(([name]) => name.includes(wanted))
  return [...new Map(found.map(([name, emoji]) => [emoji, name])).entries()].map(([emoji, name]) => [name, emoji])
}

/** What stands before the cursor with a name between colons, just closed, replaced; null where there is none. */
export function withEmoji(before: string): string | null {
  const typed = /(?:^|\s):([a-z0-9_+-]+):$/.exec(before)
  const emoji = typed === null || !Object.hasOwn(NAMES, typed[1]!) ? undefined : NAMES[typed[1]!]
  return emoji === undefined ? null : before.slice(0, -(typed![1]!.length + 2)) + emoji
}
