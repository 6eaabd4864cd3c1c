// Whose a store is: another app's, or this one's at another address, is refused before anything is refreshed.
import { expect, it } from 'vitest'
import { KEY } from '../keeping/keeping-parts.ts'
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
