// @vitest-environment happy-dom
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { act } from 'react'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { FakeServer } from './fake-server'

const root = join(__dirname, '../..')
const guide = readFileSync(join(root, '../docs/clients.md'), 'utf8')
const folder = mkdtempSync(join(root, 'node_modules', '.examples-'))
// The examples stay connected, so they share what they write to.
document.body.innerHTML = '<pre></pre><form><input name="text" value="hello"></form><main></main>'
let server: FakeServer

// Each example is bundled first.
vi.setConfig({ testTimeout: 120_000 })
const SOON = { timeout: 30_000 }

/** The example's lines, bundled as they stand and loaded; `ws` is the fake server's. */
async function run(name: string): Promise<Record<string, any>> {
  const example = new RegExp('```jsx? ' + name + '\\n([\\s\\S]*?)```').exec(guide)![1]!
  const source = join(folder, `${name}.jsx`)
  const outfile = join(folder, `${name}.mjs`)
  writeFileSync(source, example)
  writeFileSync(join(folder, 'ws.js'), 'export default globalThis.WebSocket')
  execFileSync(join(root, 'node_modules/.bin/esbuild'), [
    source,
    '--bundle',
    '--format=esm',
    '--jsx=automatic',
    '--external:react',
    '--external:react/*',
    `--alias:ws=${join(folder, 'ws.js')}`,
    `--alias:@chorus/client=${join(root, 'client/src/index.ts')}`,
    `--alias:@chorus/react=${join(root, 'react/src/index.ts')}`,
    `--outfile=${outfile}`,
    '--log-level=error',
  ])
  return import(/* @vite-ignore */ pathToFileURL(outfile).href)
}

afterAll(() => rmSync(folder, { recursive: true }))

// Nothing is taken back in between, since the examples go on asking.
beforeEach(() => {
  server = new FakeServer()
  vi.stubGlobal('WebSocket', server.WebSocket)
  vi.stubGlobal('location', { origin: 'http://here' })
  vi.stubGlobal('fetch', async (input: string) =>
    input === '/dev/token' ? Response.json({ token: 't' }) : server.fetch(input),
  )
})

it('the page shows what is said, and says what is written', async () => {
  await run('page')
  await vi.waitFor(() => expect(server.sent('join_room')).toHaveLength(1), SOON)
  document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await vi.waitFor(() => expect(document.querySelector('pre')!.textContent).toBe('Ada: hello'), SOON)
})

it('the room in React shows what is said', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const { App } = await run('react')
  const { createRoot } = await import('react-dom/client')
  const page = createRoot(document.querySelector('main')!)
  await act(async () => page.render(<App url="http://here" getToken={() => 't'} />))
  await vi.waitFor(() => expect(server.sent('join_room')).toHaveLength(1), SOON)
  await act(async () => void server.post('a', 'hello'))
  await vi.waitFor(() => expect(document.querySelector('main')!.textContent).toContain('Bob: hello'), SOON)
  const field = document.querySelector<HTMLInputElement>('main input')!
  field.value = 'hello, Bob'
  await act(async () => void field.form!.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true })))
  await vi.waitFor(() => expect(document.querySelector('main')!.textContent).toContain('Ada: hello, Bob'), SOON)
  expect(field.value).toBe('')
  await act(async () => page.unmount())
})

it('the bot answers', async () => {
  vi.stubEnv('CHORUS_URL', 'http://here')
  vi.stubEnv('CHORUS_TOKEN', 't')
  server.post('a', 'before', { lost: true })
  await run('bot')
  await vi.waitFor(() => expect(server.sent('join_room')).toHaveLength(1), SOON)
  // What is asked before the room is loaded is no news, and gets no answer.
  let asked = 0
  await vi.waitFor(() => {
    server.post(`b${asked++}`, '!hello')
    expect(server.sent('send_message')[0]?.data.content).toBe('Hello, Bob!')
  }, SOON)
})
