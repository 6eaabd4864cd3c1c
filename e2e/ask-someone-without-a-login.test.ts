// The owner asks an accountant without a login, who re-authorizes by a link: from the first click to the last sentence.
import { expect, it } from 'vitest'
import { choose, connect, consent } from './journey.ts'
import { withDemo } from './with-demo.ts'

const demo = withDemo()

/** Ended inside QuickBooks with no one coming back to say so. */
async function endInQuickBooks(): Promise<void> {
  const { request } = demo.visit.context
  const api = `${demo.stage.origin}/api`
  const { companies } = await (await request.get(`${api}/simulator/state`)).json()
  const { realmId } = companies.find(({ name }: { name: string }) => name === 'Harbor Tea Co.')
  await request.post(`${api}/simulator/companies/${realmId}/disconnect`, { data: {} })
  const { connections } = await (await request.get(`${api}/quickbooks/connections`)).json()
  await request.post(`${api}/quickbooks/connections/${connections[0].id}/verify`, { data: {} })
  await request.post(`${api}/simulator/clock`, { data: { advanceMs: 3_600_000 } })
}

it('the owner asks her accountant, who has no login here and re-authorizes the right company', async () => {
  const { page } = demo.visit
  await connect(demo.stage, page)
  await endInQuickBooks()
  await page.getByText('Harbor Tea Co. needs to be re-authorized.').first().waitFor()
  await page.getByRole('link', { name: 'Details' }).first().click()
  const panel = page.getByRole('region', { name: 'Ask someone to re-authorize Harbor Tea Co.' })
  await panel.getByLabel('Name (optional)').fill('Cleo Tan')
  await panel.getByLabel('Note (optional)').fill('The books close on Friday.')
  await panel.getByRole('button', { name: 'Create link' }).click()
  const url = await panel.getByLabel('Address of the link').inputValue()
  expect(await panel.getByRole('link', { name: 'Send by email' }).getAttribute('href')).toMatch(
    /^mailto:\?subject=/,
  )
  await panel.getByText('Waiting').waitFor()

  const accountant = await demo.stage.visit()
  accountant.page.setDefaultTimeout(45_000)
  const letter = accountant.page
  await letter.goto(url)
  await letter.getByRole('heading', { name: /^Re-authorize .Harbor Tea Co\.. in QuickBooks$/ }).waitFor()
  await letter
    .getByText(/Ada Martin.* asks you to authorize .Harborline. to use .Harbor Tea Co\.. in QuickBooks again/)
    .waitFor()
  await letter.getByText('The books close on Friday.').waitFor()
  await letter.getByRole('button', { name: 'Continue to QuickBooks' }).click()
  await choose(letter, 'Maple & Pine Supply', 'Cleo Tan')
  await consent(letter)
  await letter.getByRole('heading', { name: 'That is another company' }).waitFor()
  await letter.getByText(/Maple & Pine Supply.* was chosen at QuickBooks/).waitFor()

  await letter.goto(url)
  await letter.getByRole('button', { name: 'Continue to QuickBooks' }).click()
  await choose(letter, 'Harbor Tea Co.', 'Cleo Tan')
  await panel.getByText('At QuickBooks').waitFor()
  await consent(letter)
  await letter.getByRole('heading', { name: 'Done, thank you' }).waitFor()
  expect(new URL(letter.url()).pathname).toBe('/api/quickbooks/link/done')

  await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
  await panel.getByText('Used').waitFor()
  await letter.goto(url)
  await letter.getByRole('heading', { name: 'This link was used' }).waitFor()
  expect(accountant.troubles.filter((trouble) => !trouble.includes('410'))).toEqual([])
  expect(demo.visit.troubles).toEqual([])
  await accountant.context.close()
})
