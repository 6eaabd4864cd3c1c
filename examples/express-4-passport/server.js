const express = require('express')
const session = require('express-session')
const { passport, signInPage } = require('./passport.js')
const { quickbooks } = require('./quickbooks.js')

const app = express()
app.use(
  session({
    secret: process.env.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax' }, // lax: Intuit's redirect brings it along
  }),
)
app.use(passport.session())
// Before the body parsers: a webhook's signature is made over the bytes as they came.
app.use('/api/quickbooks', quickbooks.router)
app.use(express.urlencoded({ extended: false }))

app.post('/sign-in', passport.authenticate('local', { successRedirect: '/', failureRedirect: '/' }))
app.get('/', (request, response, next) => (request.isAuthenticated() ? next() : response.send(signInPage)))
app.use(express.static('dist'))

const port = Number(process.env.PORT ?? 3000)
const server = app.listen(port, () => console.log(`Open http://localhost:${port}`))
quickbooks.start()

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    server.close()
    await quickbooks.close()
  })
}
