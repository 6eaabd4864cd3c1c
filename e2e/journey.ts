// What a person does in the demo and at the simulated Intuit, by role and name.
import type { BrowserContext, Page } from 'playwright'
import { expect } from 'vitest'
import type { DemoStage, Visit } from './demo-stage.ts'

export async function signIn(stage: DemoStage, page: Page, name = 'Ada Martin'): Promise<void> {
  await page.goto(`${stage.origin}/sign-in`)
  await page.getByRole('button', { name: `Sign in as ${name}` }).click()
  await page.getByRole('heading', { name: 'Data Sources' }).waitFor()
}

/** Clicks what opens Intuit's window, and gives the window. */
export async function opening(page: Page, click: () => Promise<void>): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), click()])
  return popup
}

export const connectButton = (page: Page) => page.getByRole('button', { name: 'Connect to QuickBooks' })

/** At Intuit: signs in, where no one is signed in yet, and chooses a company. */
export async function choose(intuit: Page, company: string, person = 'Ada Martin'): Promise<void> {
  const signIn = intuit.getByRole('button', { name: `Sign in as ${person}` })
  const choice = intuit.getByRole('radio', { name: company })
  await signIn.or(choice).first().waitFor()
  if (await signIn.isVisible()) await signIn.click()
  await choice.check()
  await intuit.getByRole('button', { name: 'Next' }).click()
}

export async function consent(intuit: Page): Promise<void> {
  await intuit.getByRole('button', { name: 'Connect', exact: true }).click()
}

/** Who connects: the person here, and the one at Intuit. */
interface Connecting {
  readonly personId: string
  readonly user: string
}

/** Signs in and connects a company without a window: where another thing is tried than connecting. */
export async function connect(
  stage: DemoStage,
  page: Page,
  company = 'Harbor Tea Co.',
  { personId, user }: Connecting = { personId: 'ada', user: 'ada' },
): Promise<void> {
  const { request } = page.context()
  const api = `${stage.origin}/api/quickbooks/connections`
  await request.post(`${stage.origin}/api/session`, { data: { personId } })
  const started = await request.post(`${api}/authorize`, { data: { mode: 'redirect' } })
  const { authorizeUrl } = await started.json()
  const person = { user, company }
  const sent = await request.post(`${stage.simulator}/simulator/authorize`, {
    data: { authorizeUrl, ...person },
  })
  await request.get((await sent.json()).location)
  const list: { connections: { id: string; status: string }[] } = await (await request.get(api)).json()
  for (const { id, status } of list.connections) {
    if (status === 'awaiting_confirmation') await request.post(`${api}/${id}/confirm-company`, { data: {} })
  }
  await page.goto(stage.origin)
  await page.getByText(`Connected to ${company}`).first().waitFor()
}

/** What the simulator calls its tokens and codes. */
const SECRET = /sim-(at|rt|code|secret)-/

/** Cookies, local and session storage and databases of all windows that are open. */
async function storedIn(context: BrowserContext): Promise<string> {
  const sessions = context
    .pages()
    .map(async (page) => await page.evaluate(() => JSON.stringify({ ...sessionStorage })))
  // A window may be closing, or show a page that has no storage.
  const read = (await Promise.allSettled(sessions)).map((one) =>
    one.status === 'fulfilled' ? one.value : '',
  )
  return JSON.stringify([await context.storageState({ indexedDB: true }), read])
}

/** Ends everything again, so that the next test starts with an empty page; no browser may have stored a secret. */
export async function leave(stage: DemoStage, { context }: Visit): Promise<void> {
  await using _closing = { [Symbol.asyncDispose]: async () => await context.close() }
  expect(await storedIn(context)).not.toMatch(SECRET)
  const api = `${stage.origin}/api/quickbooks`
  const answer = await context.request.get(`${api}/connections`)
  if (!answer.ok()) return
  const list: { connections: { id: string }[]; attempts: { id: string }[] } = await answer.json()
  for (const { id } of list.attempts) {
    await context.request.post(`${api}/attempts/${id}/cancel`, { data: {} })
  }
  for (const { id } of list.connections) {
    await context.request.post(`${api}/connections/${id}/disconnect`, { data: {} })
  }
}

/** Does something on the simulator's panel, and comes back to the page that was shown. */
export async function atPanel(page: Page, work: () => Promise<void>): Promise<void> {
  const back = page.url()
  await page.getByRole('link', { name: 'Simulator' }).click()
  const settled = page.waitForResponse(
    (reply) => reply.url().includes('/api/simulator/') && reply.request().method() === 'POST',
  )
  await work()
  await settled
  await page.goto(back)
}

const threeDots = (page: Page) => page.getByRole('button', { name: 'QuickBooks connection actions' })

export async function chooseAction(page: Page, name: string): Promise<void> {
  await threeDots(page).first().click()
  await page.getByRole('menuitem', { name }).click()
}
