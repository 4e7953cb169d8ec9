import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { WebSocketServer } from 'ws'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

const root = join(__dirname, '..')
const names = ['client', 'react']
const folder = mkdtempSync(join(tmpdir(), 'chorus-packages-'))
const tarballs = join(folder, 'tarballs')
const app = join(folder, 'app')
const run = (program: string, options: string[], cwd: string) =>
  execFileSync(program, options, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

// Installed as npm would do it; what the packages want beside them is this project's.
beforeAll(() => {
  mkdirSync(tarballs)
  run('npm', ['pack', '--pack-destination', tarballs, ...names.flatMap(name => ['-w', name])], root)
  mkdirSync(join(app, 'node_modules/@chorus'), { recursive: true })
  for (const name of names) {
    const installed = join(app, 'node_modules/@chorus', name)
    mkdirSync(installed)
    run('tar', ['-xzf', tarball(name), '--strip-components=1', '-C', installed], root)
  }
  for (const name of ['react', 'react-dom', 'ws', '@types', 'typescript']) {
    symlinkSync(join(root, 'node_modules', name), join(app, 'node_modules', name))
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tarball = (name: string) => join(tarballs, readdirSync(tarballs).find(file => file.includes(`-${name}-`))!)

it.each(names)('@chorus/%s is what a package should be', async name => {
  const { messages } = await publint({ pkgDir: join(root, name), level: 'suggestion', strict: true })
  expect(messages).toEqual([])
})

it.each(names)("@chorus/%s has its types wherever it is imported, and they say what is there", async name => {
  const result = await checkPackage(createPackageFromTarballData(readFileSync(tarball(name))))
  expect(result.types && 'problems' in result && result.problems).toEqual([])
})

it.each(names)('@chorus/%s says what it is and under which terms', name => {
  const files = run('tar', ['-tzf', tarball(name)], root)
  for (const file of ['README.md', 'LICENSE', 'dist/esm/index.js', 'dist/cjs/index.js', 'dist/esm/index.d.ts']) {
    expect(files).toContain(`package/${file}\n`)
  }
})

it('strict TypeScript takes it, as modules and as CommonJS, with the libraries checked, too', () => {
  const source = `
    import { ChorusClient, ChorusError, type ErrorCode, type Room } from '@chorus/client'
    import { ChorusProvider, useRoom, useSocket } from '@chorus/react'
    const client = new ChorusClient({ url: 'http://here', token: 't', connect: false })
    const room: Room = client.room('general')
    // Whoever tests a component has a room of his own.
    const own: Room = { ...room, send: () => ({ id: '', stored: Promise.resolve({ cursor: 1 }) }) }
    client.on('error', (error: ChorusError) => {
      const code: ErrorCode = error.code
      // @ts-expect-error there is no such code
      if (code === 'forbiden') own.discard('')
    })
    // @ts-expect-error there is no such event
    client.once('massage', () => {})
    export { ChorusProvider, useRoom, useSocket }`
  writeFileSync(join(app, 'strict.mts'), source)
  writeFileSync(join(app, 'strict.cts'), source)
  const strict = ['--noEmit', '--strict', '--target', 'es2022', '--types', 'node', '--skipLibCheck', 'false']
  const tsc = join(root, 'node_modules/.bin/tsc')
  run(tsc, [...strict, '--module', 'nodenext', 'strict.mts', 'strict.cts'], app)
})

it('a page of React and TypeScript is built with it, and it says where it may run', async () => {
  writeFileSync(join(app, 'index.html'), '<main></main><script type="module" src="./main.tsx"></script>')
  writeFileSync(
    join(app, 'main.tsx'),
    `import { createRoot } from 'react-dom/client'
     import { ChorusProvider, useSocket } from '@chorus/react'
     const Room = () => <p>{useSocket('ada', 'Ada').messages.length}</p>
     createRoot(document.querySelector('main')!).render(
       <ChorusProvider url={location.origin} getToken={() => 't'}><Room /></ChorusProvider>)`,
  )
  const built = await build({
    root: app,
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false },
    oxc: { jsx: { runtime: 'automatic' } },
  } as object)
  const { output } = built as { output: { type: string; code: string }[] }
  const code = output.flatMap(({ type, code }) => (type === 'chunk' ? code : [])).join()
  expect(code).toContain('bearer-token-carrier')
  expect(readFileSync(join(app, 'node_modules/@chorus/react/dist/esm/index.js'), 'utf8')).toMatch(/^'use client';/)
})

it('a page without a bundler has it by one script', () => {
  const script = readFileSync(join(app, 'node_modules/@chorus/client/dist/script.js'), 'utf8')
  const Chorus = new Function(`${script}; return Chorus`)()
  expect(new Chorus.ChorusClient({ url: 'http://here', token: '', connect: false }).state).toEqual({ state: 'idle' })
})

/** A server that lets everybody in and stores everything. */
async function serve() {
  const http = createServer((_, response) =>
    response.setHeader('Content-Type', 'application/json').end('{"messages":[],"notifications":[],"unread":0}'),
  )
  new WebSocketServer({ server: http, path: '/ws', handleProtocols: () => 'bearer-token-carrier' }).on(
    'connection',
    socket => {
      const say = (frame: object) => socket.send(JSON.stringify(frame))
      say({ event: 'authenticated', data: { userId: 'ada', username: 'Ada', heartbeatSeconds: 25 } })
      socket.on('message', text => {
        const { id } = JSON.parse(String(text))
        say({ event: 'reply', id, data: { ok: true, cursor: 7, members: [], memberCount: 1 } })
      })
    },
  )
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  return { http, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }
}

const SCRIPT = `
const client = new ChorusClient({ url: process.env.CHORUS_URL, token: 't', WebSocket })
client.ready().then(async ({ username }) => {
  const { cursor } = await client.room('general').send('hello').stored
  console.log(username, cursor)
  client.close()
})`

it.each([
  ['require', 'bot.cjs', `const { ChorusClient } = require('@chorus/client'); const WebSocket = require('ws');${SCRIPT}`],
  ['import', 'bot.mjs', `import { ChorusClient } from '@chorus/client'; import WebSocket from 'ws';${SCRIPT}`],
])('a script that has it by %s talks, and ends', async (_, file, source) => {
  writeFileSync(join(app, file), source)
  const { http, url } = await serve()
  const script = spawn(process.execPath, [file], { cwd: app, env: { ...process.env, CHORUS_URL: url } })
  try {
    expect(await outputOf(script)).toBe('Ada 7\n')
  } finally {
    script.kill()
    http.closeAllConnections()
    http.close()
  }
})

function outputOf(script: ChildProcess): Promise<string> {
  let output = ''
  script.stdout!.on('data', text => (output += text))
  script.stderr!.on('data', text => (output += text))
  return new Promise(resolve => script.on('close', () => resolve(output)))
}
