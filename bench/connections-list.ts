// GET /connections against bare res.json of the same body: CPU of the host's process per request.
import { once } from 'node:events'
import http from 'node:http'
import { fileURLToPath } from 'node:url'
import { forkHost } from './checkout-host.ts'
import { report } from './report.ts'
import { alternate } from './rounds.ts'
import type { StoreLocation } from './store-location.ts'

const REQUESTS = 3_000
const WIDTH = 16
const ROUNDS = 7

const agent = new http.Agent({ keepAlive: true, maxSockets: WIDTH })

function get(url: string, headers: http.OutgoingHttpHeaders): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = http.get(url, { agent, headers }, (response) => {
      response.resume()
      response.once('end', () => resolve(response))
    })
    asked.once('error', reject)
  })
}

/** @param atMost of a list, against bare `res.json` */
export async function benchConnectionsList(location: StoreLocation, atMost: number): Promise<void> {
  const file = fileURLToPath(new URL('./host.ts', import.meta.url))
  const host = forkHost(file, location)
  const nextMessage = async <T>(): Promise<T> => (await once(host, 'message'))[0] as T
  const { origin } = await nextMessage<{ origin: string }>()
  const list = `${origin}/api/quickbooks/connections`
  const { etag = '' } = (await get(list, {})).headers
  const cpu = async (): Promise<number> => {
    host.send('cpu')
    return (await nextMessage<{ cpu: number }>()).cpu
  }
  const measure =
    (url: string, headers: http.OutgoingHttpHeaders = {}) =>
    async () => {
      const before = await cpu()
      let left = REQUESTS
      const worker = async () => {
        while (left-- > 0) await get(url, headers)
      }
      await Promise.all(Array.from({ length: WIDTH }, worker))
      return ((await cpu()) - before) / REQUESTS
    }
  const measurements = {
    bare: measure(`${origin}/bare`),
    bareAgain: measure(`${origin}/bare`),
    list: measure(list),
    unchanged: measure(list, { 'if-none-match': etag }),
  }
  await alternate(2, measurements)
  const { bare, bareAgain, ...ours } = await alternate(ROUNDS, measurements)
  const line = (micros: number) => `${micros.toFixed(0)} µs, ${(micros / bare).toFixed(2)} ×`
  report('bare res.json', line(bare))
  report('bare res.json again (the noise)', line(bareAgain))
  report('GET /connections', line(ours.list), { measured: ours.list / bare, atMost })
  report('GET /connections, unchanged (304)', line(ours.unchanged), {
    measured: ours.unchanged / bare,
    atMost: 0.9,
  })
  host.kill()
  agent.destroy()
}
