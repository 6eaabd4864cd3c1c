// A history as evidence: it is checked by its file alone, and by an older file of it.
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { historyVerificationSchema, supportBundleSchema } from '@mooring/contract/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EvidenceFile, signedText } from '../src/history/evidence-file.ts'
import { newSigningKey, readSigningKey } from '../src/signatures/signing-key.ts'
import { type CliGround, openCliGround, runHere, runIn } from './cli/cli-ground.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { openStage } from './stage.ts'
import type { StoreLocation } from './store-location.ts'
import { KEY } from './token-lifecycle/test-deps.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const OWN = newSigningKey()
const OTHER = newSigningKey()

interface File {
  entries: {
    entry: number
    hash: string
    previousHash: string
    actor: { displayName: string } | null
    salt: string | null
    outcome: string
  }[]
  head: { entries: number; hash: string }
  signature: { value: string; publicKey: string; keyId: string } | null
  exportedAt: string
  connectionId: string
}
interface Said {
  readonly code: number | null
  readonly data: {
    valid: boolean
    brokenAt: number | null
    checks: { check: string; outcome: string; said: string }[]
  }
}

const ground = usePostgres()

describe.each([
  ['a file', (): StoreLocation | undefined => undefined],
  ['Postgres', (): StoreLocation | undefined => ground.place()],
] as const)('on %s', (_store, place) => {
  let cli: CliGround
  let id: string
  /** A folder without a config: all that a checker elsewhere has. */
  let elsewhere: string

  beforeAll(async () => {
    const storeLocation = place()
    const stage = await openStage({
      encryptionKeys: [KEY],
      historySigningKey: OWN.privateKey,
      ...(storeLocation === undefined ? {} : { storeLocation }),
    })
    cli = await openCliGround(stage)
    elsewhere = path.join(cli.folder, 'elsewhere')
    await mkdir(elsewhere)
    id = (await stage.browser().connect(stage.simulator.control, PERSON)).id
    await stage.adapter.forTenant('harbor').syncs.run(id, async () => {})
  }, 60_000)
  afterAll(() => cli.stage.close())

  async function exported(change: (file: File) => void = () => {}): Promise<File> {
    let text = ''
    for await (const piece of cli.stage.adapter.forTenant('harbor').history.export(id, 'evidence'))
      text += piece
    const file: File = JSON.parse(text)
    change(file)
    return file
  }
  const write = (name: string, content: unknown) =>
    writeFile(
      path.join(elsewhere, name),
      typeof content === 'string' ? content : JSON.stringify(content, null, 2),
    )

  async function check(change?: (file: File) => void, ...flags: string[]): Promise<Said> {
    await write('history.json', await exported(change))
    return await verify('history.json', ...flags)
  }
  async function verify(...words: string[]): Promise<Said> {
    const { code, out } = await runHere(elsewhere, ['history', 'verify', ...words, '--json'])
    return { code, data: JSON.parse(out) }
  }
  const outcomesOf = ({ data }: Said) =>
    Object.fromEntries(data.checks.map(({ check: name, outcome }) => [name, outcome]))
  const failedOf = ({ code, data }: Said) => [
    code,
    data.brokenAt,
    data.checks.filter(({ outcome }) => outcome === 'failed').map(({ check: name }) => name),
  ]

  it('is proven from the file and the public key, without a config', async () => {
    const said = await check(undefined, '--public-key', OWN.publicKey)
    expect(said).toMatchObject({ code: 0, data: { valid: true, brokenAt: null, connectionId: id } })
    expect(outcomesOf(said)).toEqual({
      chain: 'passed',
      people: 'passed',
      end: 'passed',
      signature: 'passed',
    })
    const { out } = await runIn(elsewhere, ['history', 'verify', 'history.json', '--read'])
    expect(out).toContain(`History of connection ${id} of tenant harbor`)
    expect(out).toMatch(/1 {2}\S+Z {2}connection\.connected: succeeded, by ADA \(ada\)/)
    expect(out).toMatch(/not checked The signature fits the key that the file names[\s\S]*\nIntact\.\n$/)
  })

  it('takes the key as a file, too, and refuses the private half without repeating it', async () => {
    await write('host.pub', `${OWN.publicKey}\n`)
    expect((await check(undefined, '--public-key', 'host.pub')).code).toBe(0)
    for (const wrong of [OWN.privateKey, 'nonsense', OTHER.publicKey.slice(4)]) {
      const { code, beside, out } = await runHere(elsewhere, [
        ...['history', 'verify', 'history.json', '--public-key', wrong],
      ])
      expect([code, beside]).toEqual([2, expect.stringContaining('no Ed25519 public key')])
      expect(out + beside).not.toContain(wrong)
    }
  })

  it.each<[string, (file: File) => void, unknown[]]>([
    [
      'an outcome',
      ({ entries: [, second] }) => second && Object.assign(second, { outcome: 'failed' }),
      [1, 2, ['chain']],
    ],
    [
      'a name',
      ({ entries: [first] }) => first?.actor && Object.assign(first.actor, { displayName: 'Eve' }),
      [1, 1, ['chain']],
    ],
    ['an entry that is gone', ({ entries }) => void entries.splice(1, 1), [1, 2, ['chain', 'end']]],
    ['a cut-off end', ({ entries }) => void entries.pop(), [1, expect.any(Number), ['end']]],
    [
      'an end that was cut off with the head',
      ({ entries, head }) => {
        entries.pop()
        Object.assign(head, { entries: entries.length, hash: entries.at(-1)?.hash })
      },
      [1, null, ['signature']],
    ],
    [
      'an end that was cut off with the head and signed anew by someone else',
      (file) => {
        file.entries.pop()
        Object.assign(file.head, { entries: file.entries.length, hash: file.entries.at(-1)?.hash })
        const title = file as unknown as EvidenceFile
        file.signature = readSigningKey(OTHER.privateKey)?.sign(signedText(title, title.head)) ?? null
      },
      [1, null, ['signature']],
    ],
    [
      'a salt',
      ({ entries: [first] }) => first && Object.assign(first, { salt: 'made up' }),
      [1, 1, ['chain']],
    ],
    [
      'entries that changed places',
      ({ entries }) => entries.unshift(...entries.splice(1, 1)),
      [1, 1, ['chain']],
    ],
    [
      'another time of the export',
      (file) => void Object.assign(file, { exportedAt: '2031-01-01T00:00:00.000Z' }),
      [1, null, ['signature']],
    ],
    [
      'an entry without its hash',
      ({ entries: [first] }) => first && Object.assign(first, { hash: undefined }),
      [1, 1, ['chain']],
    ],
    [
      'a signature taken away',
      (file) => void Object.assign(file, { signature: null }),
      [1, null, ['signature']],
    ],
  ])('finds %s', async (_what, change, expected) => {
    expect(failedOf(await check(change, '--public-key', OWN.publicKey))).toEqual(expected)
  })

  it('names the first entry that is cut off, and how many there were', async () => {
    const { head } = await exported()
    const { data } = await check(({ entries }) => void entries.pop())
    expect(data.brokenAt).toBe(head.entries)
    expect(data.checks.find(({ check: name }) => name === 'end')?.said).toContain(
      `the export had ${head.entries} entries, and the file has ${head.entries - 1}`,
    )
  })

  it('does not take the signature of another key for the host’s', async () => {
    expect(failedOf(await check(undefined, '--public-key', OTHER.publicKey))).toEqual([
      1,
      null,
      ['signature'],
    ])
  })

  it('says that an unsigned export proves nothing against who can make it anew', async () => {
    const said = await check((file) => void Object.assign(file, { signature: null }))
    expect([said.code, outcomesOf(said).signature]).toEqual([0, 'not_checked'])
    expect(said.data.checks.at(-1)?.said).toContain('is not signed')
  })

  it('can be checked by a few lines of anything that knows SHA-256, as docs/evidence.md says', async () => {
    const file = await exported()
    const sha = (parts: unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex')
    let previous = '0'.repeat(64)
    for (const each of JSON.parse(JSON.stringify(file)).entries) {
      const personal = sha([each.salt, each.actor, each.data])
      const { id: entryId, entry, at, type, outcome, code, intuitTid } = each
      previous = sha([
        ...[previous, entryId, 'harbor', id, entry, Date.parse(at), type, outcome, code, intuitTid, personal],
      ])
      expect(each.hash).toBe(previous)
    }
    expect(file.head.hash).toBe(previous)
  })

  it('shows what was cut off or changed since an older export', async () => {
    await write('older.json', await exported())
    await cli.stage.adapter.forTenant('harbor').syncs.run(id, async () => {})
    expect(outcomesOf(await check(undefined, '--earlier', 'older.json'))).toMatchObject({ earlier: 'passed' })
    const newer = await exported()
    await write('newer.json', newer)
    await write('older-again.json', await readFile(path.join(elsewhere, 'older.json'), 'utf8'))
    const behind = await verify('older-again.json', '--earlier', 'newer.json')
    expect(failedOf(behind)).toEqual([
      1,
      (JSON.parse(await readFile(path.join(elsewhere, 'older.json'), 'utf8')) as File).head.entries + 1,
      ['earlier'],
    ])
    const inStore = await cli.json('history', 'verify', id, '--earlier', path.join(elsewhere, 'newer.json'))
    expect(inStore).toMatchObject({ code: 0, data: { valid: true } })
  })

  it('of the store is measured by an older export alone that the given key has signed', async () => {
    const earlier = path.join(elsewhere, 'measure.json')
    const signedBy = (key: string) =>
      cli.json('history', 'verify', id, '--earlier', earlier, '--public-key', key)
    await write('measure.json', await exported())
    expect((await signedBy(OWN.publicKey)).code).toBe(0)
    expect((await signedBy(OTHER.publicKey)).code).toBe(1)
    await write('measure.json', await exported((file) => void Object.assign(file, { signature: null })))
    expect((await signedBy(OWN.publicKey)).code).toBe(1)
    expect(await cli.run('history', 'verify', id, '--public-key', OWN.publicKey)).toMatchObject({ code: 2 })
  })

  it.each([
    ['a plain export', [{ id: 'his_1' }], 'is a plain JSON export'],
    ['half a file', '{"format":"mooring.history","version":1,"entries":[', 'is no JSON, or was cut off'],
    ['another format', { format: 'other' }, 'is no history that was exported as evidence'],
    ['a later version', { format: 'mooring.history', version: 2 }, 'has version 2 of the format'],
    ['a file without an end', { format: 'mooring.history', version: 1, entries: [] }, 'is damaged'],
  ])('refuses %s with exit code 2', async (_what, content, sentence) => {
    await write('odd.json', content)
    const { code, out, beside } = await runHere(elsewhere, ['history', 'verify', 'odd.json'])
    expect([code, out, beside]).toEqual([2, '', expect.stringContaining(`odd.json ${sentence}`)])
    expect(await runHere(elsewhere, ['history', 'verify', 'none.json'])).toMatchObject({
      code: 2,
      beside: expect.stringContaining('There is no file none.json'),
    })
  })

  it('is printed by the command line, unsigned where the config has no key', async () => {
    const { code, out } = await cli.run('history', 'export', id)
    await write('printed.json', out)
    expect([code, outcomesOf(await verify('printed.json'))]).toEqual([
      0,
      { chain: 'passed', people: 'passed', end: 'passed', signature: 'not_checked' },
    ])
    await cli.configure(`historySigningKey: '${OWN.privateKey}',`)
    await write('signed.json', (await cli.run('history', 'export', id)).out)
    expect((await verify('signed.json', '--public-key', OWN.publicKey)).code).toBe(0)
    expect(await cli.json('keys', 'public')).toEqual({
      code: 0,
      data: { keyId: OWN.keyId, publicKey: OWN.publicKey },
    })
  })

  it('has a route for who may audit', async () => {
    const { status, body } = await cli.stage.browser().get(`/connections/${id}/history/verify`)
    expect(status).toBe(200)
    const { entries } = await exported()
    expect(historyVerificationSchema.parse(body)).toEqual({
      valid: true,
      entries: entries.length,
      brokenAt: null,
    })
  })

  it('shows support which scopes were granted and which are asked for', async () => {
    const { body } = await cli.stage.browser().get(`/connections/${id}/support`)
    const { scopes } = supportBundleSchema.parse(body)
    const accounting = ['com.intuit.quickbooks.accounting']
    expect(scopes).toEqual({ asked: accounting, granted: accounting })
  })

  it('is proven when its people are forgotten, and names no one', async () => {
    await cli.stage.adapter.forTenant('harbor').forget()
    const said = await check(undefined, '--public-key', OWN.publicKey)
    expect([said.code, outcomesOf(said)]).toEqual([
      0,
      { chain: 'passed', people: 'not_checked', end: 'passed', signature: 'passed' },
    ])
    expect(JSON.stringify(await exported())).not.toContain('ADA')
  })
})
