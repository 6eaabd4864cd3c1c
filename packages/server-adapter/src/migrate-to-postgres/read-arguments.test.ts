// What the command makes of its options.
import { describe, expect, it } from 'vitest'
import { type RawArguments, readArguments, showsPassword } from './read-arguments.ts'

const URL_THERE = 'postgres://role:secret@db.example.com/app'
const BOTH = { from: 'sqlite', to: 'postgres' }
const read = (values: RawArguments, env: Record<string, string> = { DATABASE_URL: URL_THERE }) =>
  readArguments(values, env, 'mooring')

const ORDER = { path: './mooring.db', connectionString: URL_THERE, schema: 'mooring', what: 'move' }

describe('the options', () => {
  it.each([
    [BOTH, {}],
    [{ ...BOTH, from: 'sqlite:/data/books.db' }, { path: '/data/books.db' }],
    [{ ...BOTH, schema: 'books' }, { schema: 'books' }],
    [{ ...BOTH, dryRun: true }, { what: 'check' }],
    [{ ...BOTH, undo: true }, { what: 'undo' }],
    [{ ...BOTH, to: 'postgres://db/other' }, { connectionString: 'postgres://db/other' }],
  ])('%j', (values, change) => {
    expect(read(values)).toEqual({ ...ORDER, ...change })
  })

  it('take the file that the environment names', () => {
    const env = { DATABASE_URL: URL_THERE, MOORING_DB: '/data/books.db' }
    expect(read(BOTH, env)).toMatchObject({ path: '/data/books.db' })
  })

  it.each([
    [{ to: 'postgres' }, /--from is sqlite/],
    [{ from: 'postgres', to: 'sqlite' }, /--from is sqlite/],
    [{ from: 'sqlite' }, /--to is postgres/],
    [{ from: 'sqlite', to: 'mysql' }, /--to is postgres/],
    [{ ...BOTH, dryRun: true, undo: true }, /not both/],
  ])('are refused: %j', (values, sentence) => {
    expect(() => read(values)).toThrow(sentence)
  })

  it('are refused where nothing names the database', () => {
    expect(() => read(BOTH, {})).toThrow('DATABASE_URL is not set')
  })

  it.each([
    [URL_THERE, true],
    ['postgres://role@db/app', false],
    ['postgres', false],
  ])('--to %s shows a password: %j', (to, shows) => {
    expect(showsPassword({ to })).toBe(shows)
  })
})
