// Each host of examples/ as its user meets it: copied out of this repository, installed from the packed packages, started by one command,
// and used in Chromium. `pnpm test` has two of them, the long suite all.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { WebhookDelivery, WebhookOrder } from '../packages/simulator/src/index.ts'
import { EXAMPLES, exampleFolder } from '../scripts/examples.ts'
import { type InstalledExample, installExample, type StartedExample } from './examples/example-host.ts'
import { wholeJourney } from './examples/journey.ts'

const isLong = Boolean(process.env.MOORING_TEST_LONG)
const COMPILER = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
const INSTALL_MS = 300_000
const TEST_MS = 300_000

/** In every run, the router and the handler, by the two that install least; the others in the long suite. */
const ALWAYS = ['express-5', 'fastify-5']
/** Scripts that start an example, where it has more than `start`. */
const STARTS: Partial<Record<string, readonly string[]>> = {
  hono: ['start', 'start:bun', 'start:deno'],
}

/** What their page asks for is not there: a browser says so on its console. */
const WITHOUT_STREAM = ['functions-framework', 'serverless-http']

/** Its own server writes each address into its log, a code that is used up among them. */
const LOGS_ADDRESSES = ['react-router-8']

/** The examples' own, for their webhooks. */
const TOKEN = 'example'
const HARBOR_TEA = '9130355377388383'

/** Has the simulator that runs beside the example send a webhook, signed with a token. Resolves to the status of the example's answer. */
async function webhook({ origin, printed }: StartedExample, verifierToken: string): Promise<number> {
  const [intuit] = printed().match(/^http:\/\/localhost:\d+$/m) ?? []
  const order: WebhookOrder = {
    url: `${origin}/api/quickbooks/webhooks`,
    verifierToken,
    shape: 'cloudevents',
    events: [{ realmId: HARBOR_TEA, name: 'Invoice', id: '1', operation: 'Update' }],
  }
  const answer = await fetch(`${intuit}/simulator/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })
  const { attempts } = (await answer.json()) as WebhookDelivery
  return attempts[0]?.status ?? 0
}

let browser: Browser
beforeAll(async () => {
  browser = await chromium.connect(inject('browser'))
})
afterAll(async () => await browser?.close())

describe.each(EXAMPLES)('the example %s', (name) => {
  const isIn = isLong || ALWAYS.includes(name)
  describe.skipIf(!isIn)(isIn ? 'is whole' : 'is tried in the long suite', () => {
    let example: InstalledExample
    beforeAll(async () => {
      example = await installExample(name)
      return async () => await example[Symbol.asyncDispose]()
    }, INSTALL_MS)

    it.each(isLong ? (STARTS[name] ?? ['start']) : ['start'])(
      'connects, re-authorizes and disconnects a company by "npm run %s"',
      { timeout: TEST_MS },
      async (script) => {
        await using host = await example.start(script)
        const context = await browser.newContext()
        await using _closing = { [Symbol.asyncDispose]: async () => await context.close() }
        const page = await context.newPage()
        page.setDefaultTimeout(20_000)
        const troubles: string[] = []
        page.on('pageerror', (error) => troubles.push(error.message))
        page.on('console', (message) => {
          if (['error', 'warning'].includes(message.type()))
            troubles.push(`${message.text()} ${message.location().url}`)
        })
        await wholeJourney(page, host.origin, async () => {
          expect(await webhook(host, 'another')).toBe(401)
          expect(host.printed()).not.toContain('webhook.received')
          expect(await webhook(host, TOKEN)).toBe(200)
          await expect.poll(host.printed).toMatch(/^webhook\.received con_/m)
        })
        const expected = WITHOUT_STREAM.includes(name) ? /\b404\b.*\/api\/quickbooks\/events$/ : /(?!)/
        expect(troubles.filter((trouble) => !expected.test(trouble))).toEqual([])
        await context.close()
        const secret = LOGS_ADDRESSES.includes(name) ? /sim-(at|rt)-/ : /sim-(at|rt|code)-/
        const printed = await host.interrupt()
        expect(printed).not.toMatch(secret)
        expect(printed).not.toMatch(/unhandled|ERR_/i)
      },
    )

    const isTyped = existsSync(path.join(exampleFolder(name), 'tsconfig.json'))
    it.skipIf(!isLong || !isTyped)('has no wrong type', { timeout: TEST_MS }, async () => {
      await example.run('npm', 'run', '--if-present', 'types')
      const words = [COMPILER, '-p', '.', '--noEmit', '--pretty', 'false']
      expect(await example.run(process.execPath, ...words)).toBe('')
    })
  })
})
