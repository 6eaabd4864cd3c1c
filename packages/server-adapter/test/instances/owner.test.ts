// Whose a store is, and whose a company in it: another app's, or this one's at another address, is refused before anything is refreshed.
import { expect, it } from 'vitest'
import { KEY } from '../token-lifecycle/test-deps.ts'
import { usePostgres } from './postgres-stage.ts'

const ground = usePostgres()

it.each([
  ['a file', () => ground.openOnFile({ encryptionKeys: [KEY] })],
  ['a server', () => ground.open()],
])('another mount path of the same origin is refused, and the first goes on: %s', async (_, open) => {
  const stage = await open()
  const { id } = await stage
    .browser()
    .connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
  const first = stage.adapter
  const other = await stage.restart({ redirectUri: `${stage.origin}/staging/quickbooks/callback` })
  await expect(other.start()).rejects.toMatchObject({
    code: 'app_misconfigured',
    message: expect.stringContaining('another redirect URI'),
  })
  await expect(other.forTenant('harbor').tokens.get(id)).rejects.toMatchObject({ code: 'app_misconfigured' })
  expect(await first.forTenant('harbor').verify(id)).toMatchObject({ status: 'connected' })
})

it('on a server too, a company of a forgotten tenant is connected as for the first time', async () => {
  const stage = await ground.open()
  const person = { user: 'ada', company: 'Harbor Tea Co.' }
  const { id } = await stage.browser().connect(stage.simulator.control, person)
  const books = stage.adapter.forTenant('harbor')
  await books.forget()
  expect(await books.connections.list()).toEqual([])
  const { attempt } = await stage.browser().goThrough(stage.simulator.control, person)
  expect(attempt.connectionId).not.toBe(id)
  expect(await books.connections.list()).toMatchObject([{ id: attempt.connectionId, confirmedAt: null }])
  await expect(books.connections.get(id)).rejects.toMatchObject({ code: 'not_found' })
})
