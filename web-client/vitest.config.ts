import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { include: ['{client,react,page,ops}/**/*.spec.{ts,tsx}'] } })
