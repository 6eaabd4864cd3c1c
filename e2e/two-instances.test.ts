// Two instances on Postgres behind one address: what one does is seen at the other, and one may die at any time.
import type { Page } from 'playwright'
import { beforeEach, expect, it } from 'vitest'
import { openTwoInstances, type Visit } from './demo-stage.ts'
import { choose, connectButton, consent, opening, signIn } from './journey.ts'
import { withDemo } from './with-demo.ts'

const demo = withDemo(openTwoInstances, 120_000)
// Long enough for an instance that takes over.
beforeEach(() => demo.visit.page.setDefaultTimeout(30_000))

interface Instance {
  readonly name: string
  readonly port: number
  readonly pid: number | null
}

async function instances({ context }: Visit): Promise<Instance[]> {
  const answer = await context.request.get(`${demo.stage.origin}/instances`)
  return (await answer.json()).instances
}

/** Which instance answers the next request of this kind. */
const answering = async (page: Page, path: string) =>
  (await page.waitForResponse((reply) => reply.url().endsWith(path))).headers()['x-instance']

const connectedTo = (page: Page, company: string) => page.getByText(`Connected to ${company}`).first()

it('shows on a page of the one what happened at the other', async () => {
  const { page, context } = demo.visit
  const streaming = answering(page, '/api/quickbooks/events')
  await signIn(demo.stage, page)
  const holder = await streaming
  const other = (await instances(demo.visit)).find(({ name }) => name !== holder)
  expect(other?.pid).toBeGreaterThan(0)
  const api = `http://localhost:${other?.port}/api/quickbooks`
  const started = await context.request.post(`${api}/connections/authorize`, { data: { mode: 'redirect' } })
  expect(started.headers()['x-instance']).toBe(other?.name)
  const { authorizeUrl } = await started.json()
  const sent = await context.request.post(`${demo.stage.simulator}/simulator/authorize`, {
    data: { authorizeUrl, user: 'ada', company: 'Harbor Tea Co.' },
  })
  const location = new URL((await sent.json()).location)
  await context.request.get(`${api}/callback${location.search}`)
  await page.getByRole('button', { name: 'Confirm company' }).first().click()
  await page.getByRole('button', { name: 'Yes, use this company' }).click()
  await connectedTo(page, 'Harbor Tea Co.').waitFor()
})

it('goes on when the instance that began a connect is killed in the middle of it', async () => {
  const { page } = demo.visit
  await signIn(demo.stage, page)
  const beginning = answering(page, '/connections/authorize')
  const intuit = await opening(page, () => connectButton(page).first().click())
  const beginner = await beginning
  const panel = await demo.visit.context.newPage()
  await panel.goto(`${demo.stage.origin}/simulator`)
  await panel.getByRole('button', { name: `Kill instance ${beginner}` }).click()
  await panel.getByText('Down', { exact: true }).waitFor()
  await choose(intuit, 'Lantern Books')
  await consent(intuit)
  await page.getByRole('button', { name: 'Yes, use this company' }).click()
  await connectedTo(page, 'Lantern Books').waitFor()
  await panel.getByRole('button', { name: `Start instance ${beginner}` }).click()
  await expect
    .poll(async () => (await instances(demo.visit)).every(({ port }) => port !== null), { timeout: 30_000 })
    .toBe(true)
})
