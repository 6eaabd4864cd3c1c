import express from 'express'
import { quickbooks } from './quickbooks.ts'
import { sessions, signInPage } from './session.ts'

const app = express()
app.use(sessions)
// Before express.json(): a webhook's signature is made over the bytes as they came.
app.use('/api/quickbooks', quickbooks.router)
app.use(express.json())

app.post('/sign-in', (request, response) => {
  request.session.user = { id: 'ada', name: 'Ada', accountId: 'harborline' }
  response.redirect('/')
})
app.get('/', (request, response, next) => (request.session.user ? next() : response.send(signInPage)))
app.use(express.static('dist'))

const port = Number(process.env.PORT ?? 3000)
const server = app.listen(port, () => console.log(`Open http://localhost:${port}`))
await quickbooks.start()

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    server.close()
    await quickbooks.close()
  })
}
