import path from 'node:path'
import secureSession from '@fastify/secure-session'
import fastifyStatic from '@fastify/static'
import fastify from 'fastify'
import { quickbooks, quickbooksRoutes } from './quickbooks.ts'
import { signInPage, userOf } from './session.ts'

const app = fastify()
await app.register(secureSession, {
  key: Buffer.from(process.env.SESSION_SECRET ?? '', 'base64'),
  cookie: { path: '/', httpOnly: true, sameSite: 'lax' },
})
await app.register(quickbooksRoutes)
await app.register(fastifyStatic, { root: path.resolve('dist'), index: false })

// A form without fields: there is nothing to read.
app.addContentTypeParser('application/x-www-form-urlencoded', (_request, _body, done) => done(null))
app.post('/sign-in', (request, reply) => {
  request.session.set('user', { id: 'ada', name: 'Ada', accountId: 'harborline' })
  reply.redirect('/', 303)
})
app.get('/', (request, reply) =>
  userOf(request) ? reply.sendFile('index.html') : reply.type('text/html').send(signInPage),
)

const port = Number(process.env.PORT ?? 3000)
await app.listen({ port, host: 'localhost' })
console.log(`Open http://localhost:${port}`)
await quickbooks.start()

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await quickbooks.close()
    await app.close()
  })
}
