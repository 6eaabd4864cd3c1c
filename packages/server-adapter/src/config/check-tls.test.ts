// Tokens go to Intuit, and to no one who only says so.
import { expect, it } from 'vitest'
import { checkTls } from './check-tls.ts'

const UNVERIFIED = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }

it('refuses production where TLS is not verified', () => {
  expect(() => checkTls('production', null, UNVERIFIED)).toThrow('NODE_TLS_REJECT_UNAUTHORIZED=0')
})

it('refuses production where Intuit is called without TLS', () => {
  expect(() => checkTls('production', 'http://localhost:4000', {})).toThrow('"intuitOrigin" is not https')
})

it('lets sandbox keys and verified production through', () => {
  expect(() => checkTls('sandbox', 'http://localhost:4000', UNVERIFIED)).not.toThrow()
  expect(() => checkTls('production', 'https://intuit.example.com', {})).not.toThrow()
  expect(() => checkTls('production', null, { NODE_TLS_REJECT_UNAUTHORIZED: '1' })).not.toThrow()
})
