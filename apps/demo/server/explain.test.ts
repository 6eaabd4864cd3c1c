// The sentences for what can be wrong with a machine.
import { describe, expect, it } from 'vitest'
import { MadeOnceError } from '../../../scripts/made-once.ts'
import { explain } from './explain.ts'
import { StartProblem } from './start-problem.ts'

const withCode = (message: string, properties: object) => Object.assign(new Error(message), properties)
const file = '/data/mooring.keys.json'

describe('a reason that was foreseen', () => {
  it.each([
    ['of Node', withCode('ENOSPC: no space left on device, write', { code: 'ENOSPC', path: file })],
    ['of a quota', withCode('EDQUOT: disk quota exceeded', { code: 'EDQUOT', path: file })],
  ])('a full disk %s names the file', async (_name, error) => {
    expect(await explain(error)).toBe(
      `The disk is full (${file}): free some space, or let MOORING_DB name a file on another disk, and start again.`,
    )
  })

  it.each([
    ['of SQLite', withCode('database or disk is full', { code: 'ERR_SQLITE_ERROR', errcode: 13 })],
    ['of initdb', new Error('initdb: error: could not write to file "base/1": No space left on device')],
  ])('a full disk %s', async (_name, error) => {
    expect(await explain(error)).toMatch(/^The disk is full: free some space, .*start again\.$/)
  })

  it.each(['EACCES', 'EPERM', 'EROFS'])('a folder that can’t be written to (%s)', async (code) => {
    expect(await explain(withCode(code, { code, path: file }))).toMatch(
      `This account may not write (${file}): change its permissions`,
    )
  })

  it.each([new StartProblem('Port 3000 is taken.'), new MadeOnceError('The disk is full.')])(
    'is said in its own words',
    async (error) => {
      expect(await explain(error)).toBe(error.message)
    },
  )

  it('are two where two things could not be closed', async () => {
    const both = new SuppressedError(new StartProblem('The second.'), new StartProblem('The first.'))
    expect(await explain(both)).toBe('The first.\nThe second.')
  })
})

it('shows the stack of a reason that no one foresaw', async () => {
  const error = new TypeError('a fault in the demo')
  expect(await explain(error)).toBe(error.stack)
})
