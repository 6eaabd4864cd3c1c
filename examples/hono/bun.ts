import { serveStatic } from 'hono/bun'
import { app, port } from './app.ts'

app.use(serveStatic({ root: './dist' }))
console.log(`Open http://localhost:${port}`)

// Bun closes a connection that is silent for 10 s; the event stream says something every 15 s.
export default { fetch: app.fetch, port, idleTimeout: 60 }
