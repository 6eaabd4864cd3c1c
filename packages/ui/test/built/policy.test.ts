// The built package in Chromium under `style-src 'self'; script-src 'self'`: nothing is refused, nothing else is asked for.
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { build, type Rolldown } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { chromiumArgs, findChromium } from '../../../../scripts/chromium.ts'

const kit = path.join(import.meta.dirname, '../..')
const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'"
const ORIGIN = 'http://localhost'

async function buildPage(): Promise<Map<string, string>> {
  const built = await build({
    root: kit,
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: { '@mooring/ui': path.join(kit, 'dist/index.js') },
      conditions: ['source', 'module', 'browser', 'production'],
    },
    build: {
      write: false,
      rolldownOptions: {
        input: path.join(import.meta.dirname, 'policy-page.tsx'),
        checks: { moduleLevelDirective: false },
        output: { entryFileNames: 'page.js' },
      },
    },
  })
  const { output } = [built].flat()[0] as Rolldown.RolldownOutput
  const files = output.flatMap((file) =>
    file.type === 'chunk' ? [[`/${file.fileName}`, file.code] as const] : [],
  )
  return new Map(files)
}

let browser: Browser
let files: Map<string, string>

beforeAll(async () => {
  await using opened = new AsyncDisposableStack()
  files = await buildPage()
  browser = opened.use(await chromium.launch({ executablePath: await findChromium(), args: chromiumArgs }))
  const closing = opened.move()
  return () => closing.disposeAsync()
})

interface Seen {
  readonly page: Page
  /** Errors of the page, what its policy refused, and addresses that are not its own. */
  readonly wrong: string[]
  /** What is not served just now. */
  readonly missing: Set<string>
}

async function open(hash: string, ...absent: string[]): Promise<Seen> {
  const page = await browser.newPage()
  const missing = new Set(absent)
  const wrong: string[] = []
  page.on('pageerror', ({ message }) => wrong.push(message))
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()))
  await page.route('**/*', (route) => {
    const { origin, pathname } = new URL(route.request().url())
    if (origin !== ORIGIN) wrong.push(origin)
    if (pathname === '/styles.css') return route.fulfill({ path: path.join(kit, 'dist/styles.css') })
    if ([...missing].some((name) => pathname.includes(name))) return route.fulfill({ status: 404 })
    const code = files.get(pathname)
    if (code) return route.fulfill({ contentType: 'text/javascript', body: code })
    return route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': POLICY },
      body: '<!doctype html><html lang="en"><title>Kit</title><link rel="icon" href="/page.js"><link rel="stylesheet" href="/styles.css"><body><script type="module" src="/page.js"></script>',
    })
  })
  await page.goto(`${ORIGIN}/${hash}`)
  return { page, wrong, missing }
}

describe('under a strict policy', () => {
  it('every component works, the menu opens, and nothing is refused', async () => {
    const { page, wrong } = await open('')
    await page.getByRole('button', { name: 'QuickBooks connection actions' }).first().click()
    await page.getByRole('menuitem', { name: 'View history' }).waitFor()
    await page.getByRole('menuitem', { name: 'Disconnect from QuickBooks' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Keep connected' }).click()
    await page.getByRole('progressbar').first().waitFor()
    expect(wrong).toEqual([])
  })

  it('every dialog opens, and nothing is refused', async () => {
    const { page, wrong } = await open('#dialogs')
    await expect.poll(() => page.getByRole('alertdialog', { includeHidden: true }).count()).toBe(2)
    expect(wrong).toEqual([])
  })

  it('a style of its own would be refused', async () => {
    const { page, wrong } = await open('')
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')")
    await expect.poll(() => wrong.join()).toContain('style-src')
  })
})

describe('where the later parts cannot be had', () => {
  it.each([
    ['a panel', '.mooring-panel[aria-label^="Health"]', '/assets/HealthBody-', '.mooring-totals'],
    [
      'the support details',
      '.mooring-support',
      '/assets/SupportBody-',
      'button:has-text("Get support details")',
    ],
  ])('%s says so in its place alone, and offers to load the page anew', async (_, place, file, shown) => {
    const { page, missing } = await open('', file)
    const part = page.locator(place).first()
    await expect.poll(() => part.textContent()).toContain('The server cannot be reached.')
    expect(await page.getByText('The server cannot be reached.').count()).toBe(1)
    missing.clear()
    await part.getByRole('button', { name: 'Try again' }).click()
    await part.locator(shown).waitFor()
    expect(await page.getByText('The server cannot be reached.').count()).toBe(0)
  })

  it('the status says so, and offers to load the page anew', async () => {
    const { page, missing } = await open('#status', '/assets/lazy-bundle-')
    const status = page.locator('.mooring-status').first()
    await expect.poll(() => status.textContent()).toContain('The server cannot be reached.')
    missing.clear()
    await page.getByRole('button', { name: 'Try again' }).first().click()
    await expect.poll(() => status.textContent()).toContain('Connected to Harbor Tea Co.')
  })
})
