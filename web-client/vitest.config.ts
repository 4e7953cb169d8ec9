import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: {
      '@chorus/client': source('client/src/index.ts'),
      '@chorus/react': source('react/src/index.ts'),
    },
  },
  test: {
    include: ['{client,react,page,ops,test}/**/*.spec.{ts,tsx}'],
    // Machines on which much else is built take their time.
    testTimeout: 60_000,
    pool: 'threads',
    maxWorkers: 2,
  },
})
