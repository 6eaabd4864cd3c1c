// Who is signed in: Passport, with a name and a password, in a session of express-session.
const passport = require('passport')
const { Strategy } = require('passport-local')

/** Stands for your table of people. */
const users = new Map([['ada', { id: 'ada', name: 'Ada', accountId: 'harborline', password: 'example' }]])

passport.use(
  new Strategy((username, password, done) => {
    const user = users.get(username)
    done(null, user?.password === password ? user : false)
  }),
)
passport.serializeUser((user, done) => done(null, user.id))
passport.deserializeUser((id, done) => done(null, users.get(id) ?? false))

const signInPage = `<form method="post" action="/sign-in">
  <input name="username" value="ada" /> <input name="password" type="password" value="example" />
  <button>Sign in as Ada</button>
</form>`

module.exports = { passport, signInPage }
