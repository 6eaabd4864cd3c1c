// A page with 500 connections in Chromium, against plain rows of the same text in the same browser.
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright'
import { build, type Rolldown } from 'vite'
import { chromiumArgs, findChromium } from '../scripts/chromium.ts'
import { report } from './report.ts'
import { alternate, median } from './rounds.ts'

const ROUNDS = 7
const ROWS = 500
const PAGE = fileURLToPath(new URL('./long-list/page.tsx', import.meta.url))

interface Measured {
  readonly first: number
  readonly whole: number
  readonly tasks: readonly number[]
  readonly news: number
}

async function buildPage(): Promise<Map<string, string | Uint8Array>> {
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL('../packages/ui', import.meta.url)),
    logLevel: 'error',
    resolve: { conditions: ['source', 'module', 'browser', 'production'] },
    build: { write: false, rolldownOptions: { input: PAGE, checks: { moduleLevelDirective: false } } },
  })
  const { output } = [built].flat()[0] as Rolldown.RolldownOutput
  const files = output.map(
    (file) => [file.fileName, file.type === 'chunk' ? file.code : file.source] as const,
  )
  const tags = files.map(([name]) =>
    name.endsWith('.css')
      ? `<link rel="stylesheet" href="/${name}">`
      : output.some((file) => file.fileName === name && 'isEntry' in file && file.isEntry)
        ? `<script type="module" src="/${name}"></script>`
        : '',
  )
  return new Map([['', `<!doctype html><meta charset="utf-8"><body>${tags.join('')}`], ...files])
}

async function openPage(): Promise<Page> {
  const files = await buildPage()
  const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumArgs })
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.route('**/*', (route) => {
    const name = new URL(route.request().url()).pathname.slice(1)
    const type = name.endsWith('.js') ? 'text/javascript' : name.endsWith('.css') ? 'text/css' : 'text/html'
    const body = files.get(name)
    return body === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ contentType: type, body: typeof body === 'string' ? body : Buffer.from(body) })
  })
  return page
}

export async function benchLongList(): Promise<void> {
  const page = await openPage()
  const runs: Record<'plain' | 'kit', Measured[]> = { plain: [], kit: [] }
  const run = async (of: 'plain' | 'kit') => {
    await page.goto(`http://localhost/?of=${of}&rows=${ROWS}`)
    const measured: Measured = await page.evaluate('measured')
    runs[of].push(measured)
    return measured.first
  }
  await run('kit')
  runs.kit = []
  const first = await alternate(ROUNDS, { plain: () => run('plain'), kit: () => run('kit') })
  await page.context().browser()?.close()

  const of = (pick: (measured: Measured) => number) => `${median(runs.kit.map(pick)).toFixed(0)} ms`
  const longest = (name: 'plain' | 'kit') => median(runs[name].map(({ tasks }) => Math.max(0, ...tasks)))
  const task = (ms: number) => (ms ? `${ms.toFixed(0)} ms` : '≤ 50 ms')
  report(
    'plain rows: the first on the page',
    `${first.plain.toFixed(0)} ms`,
    `longest task ${task(longest('plain'))}`,
  )
  const ratio = `${first.kit.toFixed(0)} ms, ${(first.kit / first.plain).toFixed(2)} ×`
  report('DataSourceList: the first on the page', ratio, {
    measured: first.kit / first.plain,
    atMost: 1.3,
    note: `longest task ${task(longest('kit'))}`,
  })
  const after = median(runs.kit.map(({ tasks }) => Math.max(0, tasks.length - 1)))
  report('DataSourceList: long tasks after the first', String(after), {
    measured: after,
    atMost: 0,
    unit: '',
  })
  report(
    'DataSourceList: all rows on the page',
    of(({ whole }) => whole),
  )
  report(
    'an event of one connection to its row',
    of(({ news }) => news),
  )
}
