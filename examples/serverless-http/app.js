// The product as one Express app: API, sign-in and page.
import cookieSession from 'cookie-session'
import express from 'express'
import { quickbooks } from './quickbooks.js'

const signInPage = '<form method="post" action="/sign-in"><button>Sign in as Ada</button></form>'

export const app = express()
// In a cookie, since the next request may reach another instance.
app.use(
  cookieSession({ name: 'session', secret: process.env.SESSION_SECRET, httpOnly: true, sameSite: 'lax' }),
)
app.use('/api/quickbooks', quickbooks.router)

app.post('/sign-in', (request, response) => {
  request.session.user = { id: 'ada', name: 'Ada', accountId: 'harborline' }
  response.redirect('/')
})
app.get('/', (request, response, next) => (request.session.user ? next() : response.send(signInPage)))
app.use(express.static('dist'))
