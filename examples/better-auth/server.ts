import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { auth, signInAsAda, signInPage } from './auth.ts'
import { quickbooks } from './quickbooks.ts'

const app = new Hono()
app.all('/api/auth/*', (c) => auth.handler(c.req.raw))
app.all('/api/quickbooks/*', (c) => quickbooks.handler(c.req.raw))

app.post('/sign-in', async (c) => {
  const { headers } = await signInAsAda()
  for (const cookie of headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
  return c.redirect('/')
})
app.get('/', async (c, next) =>
  (await auth.api.getSession({ headers: c.req.raw.headers })) ? next() : c.html(signInPage),
)
app.use(serveStatic({ root: './dist' }))

const port = Number(process.env.PORT ?? 3000)
serve({ fetch: app.fetch, port }, () => console.log(`Open http://localhost:${port}`))
await quickbooks.start()

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await quickbooks.close()
    process.exit()
  })
}
