// 200 webhooks a second for some seconds, each sent at its time whether or not the one before was answered, against a bare route that
// checks the signature: how long the slowest hundredth waits for its answer, and how soon the host has heard of everything.
import { createHmac } from 'node:crypto'
import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { startHostProcess } from './host-process.ts'
import { report } from './report.ts'
import { alternate } from './rounds.ts'
import type { StoreLocation } from './store-location.ts'
import { VERIFIER, type WebhookCount, type WebhookHost } from './webhook-host.ts'

const A_SECOND = 200
const SECONDS = 10
const ROUNDS = 3
/** Longer than this no backlog is waited for, ms. */
const PATIENCE_MS = 120_000

const agent = new http.Agent({ keepAlive: true })
let sent = 0

function post(url: string, realmId: string): Promise<void> {
  const body = JSON.stringify([
    {
      specversion: '1.0',
      id: `event-${++sent}`,
      source: 'intuit.bench',
      type: 'qbo.invoice.created.v1',
      datacontenttype: 'application/json',
      time: new Date().toISOString(),
      intuitentityid: String(sent),
      intuitaccountid: realmId,
      data: {},
    },
  ])
  const headers = {
    'content-type': 'application/json',
    'intuit-signature': createHmac('sha256', VERIFIER).update(body).digest('base64'),
  }
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.once('end', () =>
        response.statusCode === 200
          ? resolve()
          : reject(new Error(`A webhook was answered with ${response.statusCode}.`)),
      )
    })
    request.once('error', reject)
    request.end(body)
  })
}

/** @returns ms from the time each was due until its answer, sorted */
async function send(url: string, realmIds: readonly string[]): Promise<number[]> {
  const from = performance.now()
  const answers: Promise<number>[] = []
  for (let index = 0; index < A_SECOND * SECONDS; index++) {
    const due = from + (index * 1_000) / A_SECOND
    const early = due - performance.now()
    if (early > 0) await pause(early)
    const answer = post(url, realmIds[index % realmIds.length] ?? '')
    answers.push(answer.then(() => performance.now() - due))
  }
  return (await Promise.all(answers)).toSorted((one, other) => one - other)
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

export async function benchWebhooks(location: StoreLocation): Promise<void> {
  using host = await startHostProcess<WebhookHost, WebhookCount>('webhook-host.ts', location)
  const { origin, realmIds } = host.ready
  const backlogs: number[] = []
  const cpus: number[] = []
  let heard = 0
  /** Until the host has heard of all of them. @returns ms from the last answer on */
  const settle = async (): Promise<number> => {
    const from = performance.now()
    heard += A_SECOND * SECONDS
    while ((await host.ask()).entities < heard) {
      if (performance.now() - from > PATIENCE_MS) throw new Error('The host never heard of all webhooks.')
      await pause(20)
    }
    return performance.now() - from
  }
  const middles: Record<string, number> = {}
  const bare = async (name: string) => {
    const took = await send(`${origin}/bare`, realmIds)
    middles[name] = at(took, 0.5)
    return at(took, 0.99)
  }
  const p99 = await alternate(ROUNDS, {
    bare: () => bare('bare'),
    bareAgain: () => bare('bareAgain'),
    ours: async () => {
      const before = (await host.ask()).cpu
      const took = await send(`${origin}/api/quickbooks/webhooks`, realmIds)
      middles.ours = at(took, 0.5)
      backlogs.push(await settle())
      cpus.push(((await host.ask()).cpu - before) / (A_SECOND * SECONDS) / 1_000)
      return at(took, 0.99)
    },
  })
  agent.destroy()
  const line = (name: keyof typeof p99) => `p50 ${middles[name]?.toFixed(1)}, p99 ${p99[name].toFixed(1)} ms`
  report(`bare Express with an HMAC, ${A_SECOND} a second`, line('bare'))
  report('bare Express again (the noise)', line('bareAgain'))
  report('POST /webhooks, 100 connections', line('ours'), { measured: p99.ours, atMost: 20, unit: 'ms' })
  const backlog = Math.max(...backlogs) / 1_000
  report('until the host has heard of all', `${backlog.toFixed(1)} s`, {
    measured: backlog,
    atMost: 2,
    unit: 's',
  })
  report('CPU of each, with all that follows', `${Math.max(...cpus).toFixed(2)} ms`)
}
