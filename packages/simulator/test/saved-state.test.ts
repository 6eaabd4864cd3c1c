// What a simulator with a state file remembers when it starts again.
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { connect, DAY, NORTHWIND, readCompany, refresh, simulator, tokensOf } from './app.ts'

const newFile = () => path.join(mkdtempSync(path.join(os.tmpdir(), 'simulator-')), 'state.json')

it('takes its grants up again, whatever ended it', async () => {
  const stateFile = newFile()
  const before = await simulator({ stateFile })
  before.control.behave({ rotation: 'strict' })
  const { refresh_token } = await connect(before)
  const rotated = await tokensOf(await refresh(before, refresh_token))
  // No close: as after a kill, all there is is the file.
  const after = await simulator({ stateFile })
  expect((await readCompany(after, rotated.access_token)).status).toBe(200)
  expect((await refresh(after, refresh_token)).status).toBe(400)
  const renewed = await refresh(after, rotated.refresh_token)
  expect(renewed.status).toBe(200)
  expect(after.control.grants()).toMatchObject([{ id: 'grant-1', userId: 'ben', refreshToken: 'rt#3' }])
})

it('saves world, switches and clock', async () => {
  const stateFile = newFile()
  const before = await simulator({ stateFile })
  before.control.clock.advance(3 * DAY)
  before.control.behave({ rotation: 'grace-24h' })
  before.control.companies.update(NORTHWIND, { locked: true })
  before.control.setAdmin('ada', NORTHWIND, true)
  await before.close()
  const { control } = await simulator({ stateFile })
  expect(control.state()).toEqual(before.control.state())
})

it('begins anew after a reset', async () => {
  const stateFile = newFile()
  const before = await simulator({ stateFile })
  await connect(before)
  before.control.reset()
  await before.close()
  expect((await simulator({ stateFile })).control.grants()).toEqual([])
})

it('is for its owner alone', async () => {
  const stateFile = newFile()
  const { refresh_token } = await connect(await simulator({ stateFile }))
  expect(readFileSync(stateFile, 'utf8')).toContain(refresh_token)
  expect(statSync(stateFile).mode & 0o077).toBe(0)
})

it.each(['not JSON', '{"format":7}', 'null'])('refuses a file that contains %j', async (text) => {
  const stateFile = newFile()
  writeFileSync(stateFile, text)
  await expect(simulator({ stateFile })).rejects.toThrow('Delete it to begin anew')
  expect(readFileSync(stateFile, 'utf8')).toBe(text)
})
