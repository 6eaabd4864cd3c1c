// A page with many connections, in the kit's list or as plain rows of the same text; it measures itself.
import { type ReactElement, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import {
  connectionFixture,
  connectionListFixture,
  FIXTURE_NOW,
} from '../../packages/contract/src/fixtures/index.ts'
import { DataSourceList, QuickBooksProvider } from '../../packages/ui/src/index.ts'
import '../../packages/ui/src/theme/index.css'

const search = new URLSearchParams(location.search)
const rows = Number(search.get('rows'))
const isKit = search.get('of') === 'kit'
const connections = Array.from({ length: rows }, (_, at) =>
  connectionFixture('connected', null, {
    id: `con_${at}`,
    company: { realmIdLast4: '1234', realmId: '•••• 1234', name: `Company ${at}`, country: 'US' },
  }),
)
/** As long as the fastest of servers takes (ms). */
const ANSWER_MS = 30

const answer = (body: string | null, type: string) =>
  new Promise<Response>((resolve) =>
    setTimeout(() => resolve(new Response(body, { headers: { 'content-type': type } })), ANSWER_MS),
  )
const list = JSON.stringify(connectionListFixture(connections))
const stream = new TransformStream<Uint8Array, Uint8Array>()
const news = stream.writable.getWriter()
const fetchHere: typeof fetch = async (path) =>
  String(path).endsWith('/events')
    ? new Response(stream.readable, { headers: { 'content-type': 'text/event-stream' } })
    : answer(list, 'application/json')

/** Milliseconds from an event of one connection to its row. */
async function reportNews(): Promise<number> {
  const [first] = connections
  const last = { ...first, company: { ...first?.company, name: 'Renamed' } }
  const from = performance.now()
  await news.write(new TextEncoder().encode(`event: connection\nid: 1\ndata: ${JSON.stringify(last)}\n\n`))
  while (!document.querySelector('li[aria-label="Renamed"]')) await new Promise((go) => setTimeout(go))
  return performance.now() - from
}

function Kit(): ReactElement {
  return (
    <QuickBooksProvider basePath="/api" fetch={fetchHere} locale="en" now={() => Date.parse(FIXTURE_NOW)}>
      <DataSourceList onAdd={() => {}} />
    </QuickBooksProvider>
  )
}

/** The same text and buttons, without anything behind them. */
function Plain(): ReactElement {
  const [shown, setShown] = useState<typeof connections>([])
  useEffect(() => {
    void fetchHere('/connections').then(async (reply) => setShown((await reply.json()).connections))
  }, [])
  return (
    <ul>
      {shown.map(({ id, company }) => (
        <li key={id}>
          <div className="mooring mooring-status">
            <span className="mooring-headline">Connected to {company.name}.</span>{' '}
            <span className="mooring-detail">Last checked 4 minutes ago.</span>
          </div>
          <button type="button" aria-label="QuickBooks connection actions">
            …
          </button>
        </li>
      ))}
    </ul>
  )
}

const tasks: number[] = []
new PerformanceObserver((seen) => {
  for (const { duration } of seen.getEntries()) tasks.push(duration)
}).observe({ type: 'longtask', buffered: true })

const root = document.createElement('div')
document.body.append(root)
const from = performance.now()
createRoot(root).render(isKit ? <Kit /> : <Plain />)

const isWhole = () => document.querySelectorAll('li button').length === rows

/** Milliseconds until the first and the last row were there, and every task over 50 ms meanwhile. */
Object.assign(window, {
  measured: new Promise((resolve) => {
    let first = 0
    const check = () => {
      if (!first && document.querySelector('li button')) first = performance.now() - from
      if (!isWhole()) return void setTimeout(check, first ? 40 : 4)
      const whole = performance.now() - from
      const end = async () => resolve({ first, whole, tasks, news: isKit ? await reportNews() : 0 })
      setTimeout(() => void end(), 300)
    }
    check()
  }),
})
