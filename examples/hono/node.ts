import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { app, port } from './app.ts'

app.use(serveStatic({ root: './dist' }))
serve({ fetch: app.fetch, port }, () => console.log(`Open http://localhost:${port}`))
