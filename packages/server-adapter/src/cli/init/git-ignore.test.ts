// What a .gitignore leaves out.
import { expect, it } from 'vitest'
import { isIgnoredBy } from './git-ignore.ts'

it.each([
  ['.env', true],
  ['/.env', true],
  ['**/.env', true],
  ['.env*', true],
  ['*.local\r\n.env\r\n', true],
  ['.env*\n!.env', false],
  ['# .env', false],
  ['.env.local', false],
  ['config/.env', false],
  ['[invalid', false],
  ['', false],
])('%j', (text, isIgnored) => {
  expect(isIgnoredBy(text, '.env')).toBe(isIgnored)
})
