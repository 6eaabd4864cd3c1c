// Sessions first, then Mooring, then body parsers and your routes.
import express from 'express'
import { quickbooks } from './quickbooks.ts'
import { sessions } from './session.ts'
import { syncCustomers } from './sync.ts'

const app = express()
app.use(sessions)
app.use('/api/quickbooks', quickbooks.router)
app.use(express.json())
app.post('/api/sign-in', (request, response) => {
  request.session.member = { id: 'ada', name: 'Ada Martin', accountId: 'harbor' } // your own sign-in
  response.json({ ok: true })
})

syncCustomers()
const server = app.listen(3000)
await quickbooks.start()

process.once('SIGTERM', async () => {
  server.close()
  await quickbooks.close()
})
