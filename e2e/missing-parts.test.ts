// Parts of the kit that can't be loaded when they are wanted: the server is away, or was replaced by another version.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type DemoStage, openDemo, type Visit } from './demo-stage.ts'
import { connect } from './journey.ts'

let stage: DemoStage
let visit: Visit
beforeAll(async () => {
  stage = await openDemo()
}, 60_000)
afterAll(async () => await stage.close())
beforeEach(async () => {
  visit = await stage.visit()
  return async () => await visit.context.close()
})

it('says so and offers to load the page anew where the menu cannot be had', async () => {
  const { page } = visit
  await page.route('**/assets/ActionsMenu*', async (route) => await route.abort())
  await connect(stage, page)
  await page.getByRole('button', { name: 'QuickBooks connection actions' }).first().click()
  const again = page.getByRole('button', { name: 'Try again' })
  await again.waitFor()
  await page.unroute('**/assets/ActionsMenu*')
  await Promise.all([page.waitForEvent('load'), again.click()])
  await page.getByRole('button', { name: 'QuickBooks connection actions' }).first().click()
  await page.getByRole('menuitem', { name: 'Re-authorize' }).waitFor()
  expect(await again.count()).toBe(0)
})
