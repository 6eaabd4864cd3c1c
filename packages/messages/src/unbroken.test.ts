// Which times stay on one line.
import { expect, it } from 'vitest'
import { unbroken } from './unbroken.ts'

it.each([
  ['4. Dezember 2026', '4.\u00a0Dezember 2026'],
  ['4 de diciembre de 2026', '4\u00a0de diciembre de 2026'],
  ['il y a 3 minutes', 'il y a 3\u00a0minutes'],
  ['vor 12 Stunden', 'vor 12\u00a0Stunden'],
  ['gestern', 'gestern'],
])('writes %s as %s', (time, written) => {
  expect(unbroken(time)).toBe(written)
})
