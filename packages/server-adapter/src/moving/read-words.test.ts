// What the command makes of its words.
import { describe, expect, it } from 'vitest'
import { readWords, showsPassword } from './read-words.ts'

const URL_THERE = 'postgres://role:secret@db.example.com/app'
const read = (words: string, env: Record<string, string> = { DATABASE_URL: URL_THERE }) =>
  readWords(words.split(' '), env, 'mooring')

const ORDER = { path: './mooring.db', connectionString: URL_THERE, schema: 'mooring', what: 'move' }

describe('the words', () => {
  it.each([
    ['migrate --from sqlite --to postgres', {}],
    ['migrate --from sqlite:/data/books.db --to postgres', { path: '/data/books.db' }],
    ['migrate --from sqlite --to postgres --schema books', { schema: 'books' }],
    ['migrate --from sqlite --to postgres --dry-run', { what: 'look' }],
    ['migrate --from sqlite --to postgres --undo', { what: 'undo' }],
    ['migrate --from sqlite --to postgres://db/other', { connectionString: 'postgres://db/other' }],
  ])('%s', (words, change) => {
    expect(read(words)).toEqual({ ...ORDER, ...change })
  })

  it('take the file that the environment names', () => {
    const env = { DATABASE_URL: URL_THERE, MOORING_DB: '/data/books.db' }
    expect(read('migrate --from sqlite --to postgres', env)).toMatchObject({ path: '/data/books.db' })
  })

  it.each([
    ['move --from sqlite --to postgres', /one command, migrate/],
    ['migrate --to postgres', /--from is sqlite/],
    ['migrate --from postgres --to sqlite', /--from is sqlite/],
    ['migrate --from sqlite', /--to is postgres/],
    ['migrate --from sqlite --to mysql', /--to is postgres/],
    ['migrate --from sqlite --to postgres --now', /--now/],
    ['migrate --from sqlite --to postgres --dry-run --undo', /not both/],
  ])('are refused: %s', (words, sentence) => {
    expect(() => read(words)).toThrow(sentence)
  })

  it('are refused where nothing names the database', () => {
    expect(() => read('migrate --from sqlite --to postgres', {})).toThrow('DATABASE_URL is not set')
  })

  it('are null for help', () => {
    expect(read('--help', {})).toBeNull()
  })

  it.each([
    [['--to', URL_THERE], true],
    [[`--to=${URL_THERE}`], true],
    [['--to', 'postgres://role@db/app'], false],
    [['--to', 'postgres'], false],
  ])('%j shows a password: %j', (words, shows) => {
    expect(showsPassword(words)).toBe(shows)
  })
})
