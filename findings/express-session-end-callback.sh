#!/usr/bin/env bash
# express-session knows `res.end(chunk, encoding)` alone: Node's `res.end(callback)` is taken for a piece of the body where the session has to be saved, and throws
# in the middle of the answer. An event stream that was begun before is cut off, and a program that ends it outside of a request's own handler ends with it. So:
# `res.once('finish', callback)`, then `res.end()`.
# Seen with express-session 1.19.0 and Express 5.3.0 on Node 26, for a new session:
#   end(callback): ERR_INVALID_ARG_TYPE · 'finish' and end(): finished
# Ends with 0 while that is so, with 1 once it has changed. Needs npm.
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund express@5.3.0 express-session@1.19.0
cat > try.mjs << 'SCRIPT'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import express from 'express'
import session from 'express-session'

const { version } = createRequire(import.meta.url)('express-session/package.json')

/** What becomes of a stream that is ended in a way. */
async function ended(end) {
  const { promise, resolve } = Promise.withResolvers()
  const app = express()
  // As its own readme has it for sessions that are stored when they are new.
  app.use(session({ secret: 'of-the-host', resave: false, saveUninitialized: true }))
  app.get('/', (_, res) => {
    res.set('content-type', 'text/event-stream').flushHeaders()
    res.write(': here\n\n')
    try {
      end(res, () => resolve('finished'))
    } catch (error) {
      resolve(error.code)
      res.destroy()
    }
  })
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  await fetch(`http://127.0.0.1:${server.address().port}/`).then((one) => one.text()).catch(() => {})
  const outcome = await promise
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
  return outcome
}

const byCallback = await ended((res, done) => res.end(done))
const byEvent = await ended((res, done) => res.once('finish', done).end())
console.log(`express-session ${version}: end(callback): ${byCallback} · 'finish' and end(): ${byEvent}`)
process.exitCode = byCallback === 'ERR_INVALID_ARG_TYPE' && byEvent === 'finished' ? 0 : 1
SCRIPT
node try.mjs
