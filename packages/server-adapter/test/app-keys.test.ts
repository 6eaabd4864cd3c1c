// The key that signs histories, the client secret's age, and whose history is exported.
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { HISTORY_CSV_HEAD } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import { newSigningKey } from '../src/signatures/signing-key.ts'
import { openCliGround } from './cli/cli-ground.ts'
import { runOnFile } from './run-on-file.ts'
import { openStage } from './stage.ts'
import { KEY } from './token-lifecycle/test-deps.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const OWN = newSigningKey()

it('is no other tenant’s', async () => {
  await using stage = await openStage()
  const { id } = await stage.browser().connect(stage.simulator.control, PERSON)
  const read = async () => {
    for await (const _ of stage.adapter.forTenant('other').history.export(id, 'evidence'));
  }
  await expect(read()).rejects.toMatchObject({ code: 'not_found' })
  let csv = ''
  for await (const piece of stage.adapter.forTenant('harbor').history.export(id, 'csv')) csv += piece
  expect(csv.startsWith(HISTORY_CSV_HEAD)).toBe(true)
})

describe('a changed store', () => {
  it('is exported as it is, and found broken', async () => {
    await using stage = await openStage({ historySigningKey: OWN.privateKey, encryptionKeys: [KEY] })
    const cli = await openCliGround(stage)
    const { id } = await stage.browser().connect(stage.simulator.control, PERSON)
    await writeFile(path.join(cli.folder, 'before.json'), (await cli.run('history', 'export', id)).out)
    runOnFile(
      stage.databasePath,
      'drop trigger history_kept; delete from history where entry = (select max(entry) from history)',
    )
    expect(await cli.json('history', 'verify', id)).toMatchObject({ code: 0, data: { valid: true } })
    const { code, out } = await cli.run('history', 'verify', id, '--earlier', 'before.json')
    expect([code, out]).toEqual([1, expect.stringContaining('The end was cut off: the export of ')])
  })
})

describe('options', () => {
  it('refuses a signing key that is none, and does not repeat it', async () => {
    const canary = `canary${OWN.publicKey}`
    const refused = openStage({ historySigningKey: canary })
    await expect(refused).rejects.toMatchObject({ code: 'app_misconfigured' })
    await expect(refused).rejects.not.toThrow(canary)
  })

  it.each([
    [{ clientSecretIssuedAt: 'soon' }, 'clientSecretIssuedAt'],
    [{ clientSecretMaxAgeDays: 90 }, 'clientSecretMaxAgeDays'],
    [{ clientSecretIssuedAt: '2026-01-01', clientSecretMaxAgeDays: 0 }, 'clientSecretMaxAgeDays'],
  ])('refuses %o', async (options, named) => {
    await expect(openStage(options)).rejects.toThrow(`option "${named}"`)
  })

  it('reminds the operator of an old client secret once a day', async () => {
    await using stage = await openStage({ clientSecretIssuedAt: '2001-01-01', clientSecretMaxAgeDays: 365 })
    const said = () =>
      stage.log.filter(({ message }) => String(message).startsWith('The client secret is older'))
    await stage.adapter.runDueWork()
    await stage.adapter.runDueWork()
    expect(said()).toHaveLength(1)
    stage.simulator.control.clock.advance(86_400_000)
    await stage.adapter.runDueWork()
    expect(said()).toHaveLength(2)
  })

  it('reminds no one of a young one, nor where no age is set', async () => {
    await using stage = await openStage({ clientSecretIssuedAt: '2001-01-01' })
    await stage.adapter.runDueWork()
    expect(stage.log.filter(({ message }) => String(message).includes('client secret'))).toEqual([])
  })
})
