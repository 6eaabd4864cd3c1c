// In development (npx vite) Vite hands the adapter's routes to the server, so that page and adapter share one address.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api/quickbooks': 'http://localhost:3000' } },
})
