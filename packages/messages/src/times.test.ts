// Times in words.
import { expect, it } from 'vitest'
import { agoOf, formatsOf } from './times.ts'

const now = Date.parse('2026-11-21T12:00:00Z')

it.each([
  ['2026-11-21T11:59:40Z', 'en', 'just now'],
  ['2026-11-21T11:56:00Z', 'en', '4 minutes ago'],
  ['2026-11-21T09:00:00Z', 'en', '3 hours ago'],
  ['2026-11-20T11:00:00Z', 'en', 'yesterday'],
  ['2026-08-13T12:00:00Z', 'en', '100 days ago'],
  ['2026-11-21T12:30:00Z', 'en', 'just now'],
  ['2026-11-21T11:59:40Z', 'es', 'ahora mismo'],
  ['2026-11-21T11:59:40Z', 'fr', 'à l’instant'],
  ['2026-11-21T11:59:40Z', 'de', 'gerade eben'],
  ['2026-11-21T11:59:40Z', 'ja', 'たった今'],
  ['2026-11-21T11:56:00Z', 'ja', '4 分前'],
])('tells %s in %s as %s', (at, locale, words) => {
  expect(agoOf(at, now, formatsOf(locale))).toBe(words)
})
