// The product, the same on Node, Bun and Deno: `node.ts`, `bun.ts` and `deno.ts` serve it.
import { Hono } from 'hono'
import { setSignedCookie } from 'hono/cookie'
import { quickbooks } from './quickbooks.ts'
import { SESSION_SECRET, signInPage, userOf } from './session.ts'

export const app = new Hono()
app.all('/api/quickbooks/*', (c) => quickbooks.handler(c.req.raw))

app.post('/sign-in', async (c) => {
  await setSignedCookie(c, 'user', 'ada', SESSION_SECRET, { httpOnly: true, sameSite: 'Lax' })
  return c.redirect('/')
})
app.get('/', async (c, next) => ((await userOf(c.req.raw)) ? next() : c.html(signInPage)))

export const port = Number(process.env.PORT ?? 3000)

await quickbooks.start()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await quickbooks.close()
    process.exit()
  })
}
