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
  test: { maxWorkers: 2, include: ['{client,react,page,ops,test}/**/*.spec.{ts,tsx}'] },
})
