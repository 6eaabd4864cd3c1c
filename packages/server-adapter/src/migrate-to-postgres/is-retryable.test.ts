// Which failures of a move another try can end differently.
import { expect, it } from 'vitest'
import { StoreUnavailableError } from '../stores/store.ts'
import { isRetryable } from './is-retryable.ts'

const withCode = (code: string) => Object.assign(new Error('no'), { code })
const ofSqlite = (errcode: number) => Object.assign(new Error('no'), { code: 'ERR_SQLITE_ERROR', errcode })

it.each([
  ['a server that is away', withCode('ECONNREFUSED'), true],
  ['a connection that was lost', withCode('08006'), true],
  ['a server that was stopped', withCode('57P01'), true],
  ['a full disk', withCode('53100'), true],
  ['a row that was locked', withCode('55P03'), true],
  ['several addresses, all refused', new AggregateError([withCode('ECONNREFUSED')]), true],
  ['a busy file', ofSqlite(5), true],
  ['a store that is away', new StoreUnavailableError('away'), true],
  ['a wrong password', withCode('28P01'), false],
  ['a database that is not there', withCode('3D000'), false],
  ['a missing right', withCode('42501'), false],
  ['a standby', withCode('25006'), false],
  ['an unknown host', withCode('ENOTFOUND'), false],
  ['a damaged server', withCode('XX001'), false],
  ['a damaged file', ofSqlite(11), false],
  ['a file of another program', ofSqlite(26), false],
  ['a store that never opens', new StoreUnavailableError('moved', { retryable: false }), false],
  ['a mistake in a program', new TypeError('x is undefined'), false],
  ['a word', 'no', false],
])('%s: %s', (_, error, passes) => {
  expect(isRetryable(error)).toBe(passes)
})
