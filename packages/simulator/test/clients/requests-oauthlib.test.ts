// Python's requests-oauthlib with nothing but addresses changed, where it is installed.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { ACCOUNTING, REDIRECT_URI } from '../app.ts'
import { CLIENT, consentAt, HARBOR, simulatedIntuit } from './product.ts'

/** Debian's own first: its packages are not those of another Python that comes before it. */
const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (program) => spawnSync(program, ['-c', 'import requests_oauthlib']).status === 0,
)

it.skipIf(PYTHON === undefined)('requests-oauthlib', async () => {
  const sim = await simulatedIntuit()
  const script = fileURLToPath(new URL('authorization_code.py', import.meta.url))
  const words = [script, sim.origin, CLIENT.id, CLIENT.secret, REDIRECT_URI, ACCOUNTING]
  const child = spawn(PYTHON ?? '', words, { stdio: ['pipe', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill())
  const ended = once(child, 'close')
  let troubles = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    troubles += text
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const { value: authorizeUrl = '' } = await lines.next()
  child.stdin.end(`${await consentAt(sim, authorizeUrl)}\n`)
  const { value: names = '' } = await lines.next()
  await ended
  expect(troubles).toBe('')
  expect(JSON.parse(names)).toEqual([HARBOR, HARBOR])
})
