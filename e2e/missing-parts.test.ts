// Parts of the kit that can't be loaded when they are wanted: the server is away, or was replaced by another version.
import { expect, it } from 'vitest'
import { connect } from './journey.ts'
import { withDemo } from './with-demo.ts'

const demo = withDemo()

it('says so and offers to load the page anew where the menu cannot be had', async () => {
  const { page } = demo.visit
  await page.route('**/assets/ActionsMenu*', async (route) => await route.abort())
  await connect(demo.stage, page)
  await page.getByRole('button', { name: 'QuickBooks connection actions' }).first().click()
  const again = page.getByRole('button', { name: 'Try again' })
  await again.waitFor()
  await page.unroute('**/assets/ActionsMenu*')
  await Promise.all([page.waitForEvent('load'), again.click()])
  await page.getByRole('button', { name: 'QuickBooks connection actions' }).first().click()
  await page.getByRole('menuitem', { name: 'Re-authorize' }).waitFor()
  expect(await again.count()).toBe(0)
})
