// What the command line makes of its words.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { runIn } from './cli-ground.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mooring-cli-'))
  await writeFile(path.join(folder, 'mooring.yaml'), '')
})
afterAll(async () => await rm(folder, { recursive: true }))

const run = (words: string) =>
  runIn(
    folder,
    words.split(' ').filter((word) => word !== ''),
  )

describe('help', () => {
  it('names every command and the exit codes', async () => {
    const { code, out } = await run('--help')
    expect(code).toBe(0)
    for (const { name } of COMMANDS) expect(out).toContain(`  ${name}`)
    expect(out).toMatch(/Exit codes: 0 [\s\S]*Usage: mooring migrate /)
  })

  it('has the version beside it', async () => {
    expect(await run('--help')).toMatchObject({ out: expect.stringContaining('--version') })
    expect(await run('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  it.each(COMMANDS.map(({ name, example }) => [name, example]))(
    'of %s has an example',
    async (name, example) => {
      expect(await run(`${name} --help`)).toMatchObject({
        code: 0,
        out: expect.stringContaining(`For example: ${example}`),
      })
    },
  )

  it('of migrate is its own', async () => {
    expect(await run('migrate --help')).toMatchObject({ code: 0, out: expect.stringContaining('--undo') })
  })
})

describe('wrong use', () => {
  it.each([
    ['', /Usage: mooring <command>/],
    ['explode', /no command "explode"/],
    ['exlpain', /no command "exlpain"\. Did you mean explain\?/],
    ['keys', /no command "keys" by itself: it is keys new or keys public/],
    ['keys nwe', /no command "keys nwe"\. Did you mean new\?/],
    ['find', /Give a con_… or --realm/],
    ['find --realm abc', /not a realm id/],
    ['find con_1 --realm 1', /one word too many/],
    ['explain', /Give the id of a connection/],
    ['explain con_1 con_2', /and nothing else/],
    ['explain harbor', /"harbor" is not the id of a connection/],
    ['renew con_1 --now', /Unknown option '--now'\. See: mooring renew --help/],
    ['verify --al', /Did you mean --all\?/],
    ['status --url --top', /'--top' is invalid/],
    ['doctor now', /"now" is one word too many/],
    ['init --config elsewhere.mjs', /init takes no --config/],
    ['status --url', /--url/],
    ['quota --top 0', /"0" is not a whole number from 1 to 200/],
    ['status --url nowhere', /"nowhere" is not an address/],
    ['status', /There is no mooring\.config\.ts, \.js or \.mjs in /],
    ['status --config elsewhere.mjs', /There is no file .*elsewhere\.mjs/],
    ['status --config mooring.yaml', /a config is a \.ts, \.js or \.mjs file/],
    ['migrate --to postgres', /--from is sqlite/],
  ])('"%s" is said and ends with 2', async (words, sentence) => {
    const { code, out, beside } = await run(words)
    expect([code, out, beside]).toEqual([2, '', expect.stringMatching(sentence)])
  })

  it('is JSON where that is asked for', async () => {
    const { code, out } = await run('explain --json')
    const message = expect.stringContaining('Give the id of a connection')
    expect([code, JSON.parse(out)]).toEqual([2, { error: { code: 'wrong_use', message } }])
    const migrate = await run('migrate --json --to postgres')
    const complaints = [expect.stringContaining('--from')]
    expect([migrate.code, JSON.parse(migrate.out)]).toEqual([2, { exitCode: 2, said: [], complaints }])
  })
})
