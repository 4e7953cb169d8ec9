// Builds the package in whose folder it is called: for import, for require and, where it is given a name, for <script>.
import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const { values: wanted } = parseArgs({ options: { script: { type: 'string' }, 'use-client': { type: 'boolean' } } })
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')

const bundle = (outfile, options) =>
  build({
    entryPoints: ['src/index.ts'],
    bundle: true,
    target: 'es2022',
    sourcemap: true,
    packages: 'external',
    jsx: 'automatic',
    // Frameworks that render on the server have to be told what cannot run there.
    banner: { js: wanted['use-client'] ? "'use client';" : '' },
    outfile,
    logLevel: 'warning',
    ...options,
  })

rmSync('dist', { recursive: true, force: true })
await bundle('dist/esm/index.js', { format: 'esm' })
await bundle('dist/cjs/index.js', { format: 'cjs' })
if (wanted.script !== undefined) {
  await bundle('dist/script.js', { format: 'iife', globalName: wanted.script, minify: true })
}
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.json', '--outDir', 'dist/esm'], { stdio: 'inherit' })
cpSync('dist/esm', 'dist/cjs', { recursive: true, filter: file => !/\.js(\.map)?$/.test(file) })
for (const [folder, type] of [
  ['dist/esm', 'module'],
  ['dist/cjs', 'commonjs'],
]) {
  // What a file is, module or not, its folder says; and the types beside it are read in the same way.
  writeFileSync(`${folder}/package.json`, JSON.stringify({ type, sideEffects: false }))
}
copyFileSync(fileURLToPath(new URL('../LICENSE', import.meta.url)), 'LICENSE')
