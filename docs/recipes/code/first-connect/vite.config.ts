// Page and adapter share one address, as they will in production.
import { defineConfig } from 'vite'

export default defineConfig({
  server: { proxy: { '/api': 'http://localhost:3000' } },
})
