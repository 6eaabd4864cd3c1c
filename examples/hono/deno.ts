import { serveStatic } from 'hono/deno'
import { app, port } from './app.ts'

app.use(serveStatic({ root: './dist' }))
Deno.serve({ port, onListen: () => console.log(`Open http://localhost:${port}`) }, app.fetch)
