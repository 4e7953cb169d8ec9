import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { include: ['{page,ops}/**/*.spec.ts'] } })
