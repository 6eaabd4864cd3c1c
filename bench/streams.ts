// One event to many streams, and what they weigh, against bare Express streams in the same process: CPU per stream and event.
import http from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type expressModule from 'express'
import { createQuickBooksAdapter } from '../packages/server-adapter/src/index.ts'
import { options } from './options.ts'
import { report } from './report.ts'
import { alternate } from './rounds.ts'
import { newFile } from './store-location.ts'

const require = createRequire(new URL('../packages/server-adapter/package.json', import.meta.url))
const express = require('express') as typeof expressModule

const STREAMS = 2_000
const ROUNDS = 7

/** Streams of one address, read in this process: how many times all of them got a piece with a text is what is waited for. */
async function openStreams(url: string) {
  const agent = new http.Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })
  let got = 0
  let expected = ''
  let all = () => {}
  const requests: http.ClientRequest[] = []
  const open = () =>
    new Promise<void>((resolve, reject) => {
      const request = http.get(url, { agent }, (response) => {
        response.on('data', (piece: Buffer) => {
          if (expected === '') resolve()
          else if (piece.includes(expected) && ++got === STREAMS) all()
        })
        response.once('error', () => {})
      })
      request.once('error', reject)
      requests.push(request)
    })
  const heapBefore = heapUsed()
  for (let count = 0; count < STREAMS; count++) await open()
  return {
    heapEach: (heapUsed() - heapBefore) / STREAMS,
    /** @returns CPU of this process until all streams have the text, µs per stream */
    async send(text: string, act: () => unknown): Promise<number> {
      const before = process.cpuUsage()
      const { promise, resolve } = Promise.withResolvers<void>()
      ;[got, expected, all] = [0, text, resolve]
      await act()
      await promise
      const { user, system } = process.cpuUsage(before)
      return (user + system) / STREAMS
    },
    close: () => {
      for (const request of requests) request.destroy()
    },
  }
}

function heapUsed(): number {
  ;(globalThis as { gc?: () => void }).gc?.()
  return process.memoryUsage().heapUsed
}

export async function benchStreams(): Promise<void> {
  const adapter = createQuickBooksAdapter(options(newFile()))
  const { connections } = adapter.forTenant('bench')
  const add = async (realmId: string) =>
    await connections.import({ realmId, refreshToken: `x-${realmId}`, verify: 'later' })
  await add('9130355377388380')
  const app = express()
  app.use('/api/quickbooks', adapter.router)
  const bare = new Set<expressModule.Response>()
  app.get('/bare', (_req, res) => {
    res.set('Content-Type', 'text/event-stream').write(': here\n\n')
    bare.add(res)
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const bareStreams = await openStreams(`${origin}/bare`)
  const streams = await openStreams(`${origin}/api/quickbooks/events`)
  let event = 0
  const [connection] = (await (await fetch(`${origin}/api/quickbooks/connections`)).json()).connections
  const data = JSON.stringify(connection)
  const measured = await alternate(ROUNDS, {
    bare: () =>
      bareStreams.send('data: ', () => {
        event++
        for (const res of bare) res.write(`id: ${event}\nevent: connection\ndata: ${data}\n\n`)
      }),
    // The work of the change itself is in it: some milliseconds for all streams together.
    ours: () => streams.send('data: ', () => add(`91303553774${String(event).padStart(5, '0')}`)),
  })
  const times = (one: number, other: number) => `${(one / other).toFixed(2)} ×`
  report(`bare Express, one event to ${STREAMS} streams`, `${measured.bare.toFixed(1)} µs each`)
  report('GET /events', `${measured.ours.toFixed(1)} µs, ${times(measured.ours, measured.bare)}`, {
    measured: measured.ours / measured.bare,
    atMost: 1.3,
  })
  report(
    'heap of a stream, both ends of it',
    `${(streams.heapEach / 1024).toFixed(1)} kB, ${times(streams.heapEach, bareStreams.heapEach)}`,
    { measured: streams.heapEach / bareStreams.heapEach, atMost: 1.2 },
  )
  streams.close()
  bareStreams.close()
  server.closeAllConnections()
  server.close()
  await adapter.close()
}
