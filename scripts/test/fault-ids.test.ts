// The list of faults is whole and honest: every fault of docs/faults.md is in it, and what it says is tested is mentioned where it says so.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

interface Entry {
  readonly tier: 'test' | 'long' | 'manual'
  /** A file of the repository; for `manual` the reason why no test tries it. */
  readonly where: string
  /** Words of that file, where it does not name the id. */
  readonly words?: string
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const entries = Object.entries(
  JSON.parse(readFileSync(`${root}docs/fault-ids.json`, 'utf8')) as Record<string, Entry>,
)
const tested = entries.filter(([, { tier }]) => tier === 'test' || tier === 'long')

it.each(tested)('%s is tested where the list says', (id, { where, words }) => {
  expect(existsSync(root + where)).toBe(true)
  const text = readFileSync(root + where, 'utf8')
  expect(text.includes(id) || (words !== undefined && text.includes(words))).toBe(true)
})

it('gives a reason for every other one', () => {
  const others = entries.filter(([, { tier }]) => tier !== 'test' && tier !== 'long')
  for (const [id, { tier, where }] of others) {
    expect(tier, id).toBe('manual')
    expect(where.length, id).toBeGreaterThan(20)
  }
})

it('has every fault that was thought of, and no other', () => {
  const page = readFileSync(`${root}docs/faults.md`, 'utf8')
  const thoughtOf = [...page.matchAll(/^- \*\*([A-Z]\d\d)\*\* \S.+$/gm)].map(([, id]) => id)
  expect(thoughtOf.length).toBeGreaterThan(280)
  expect(new Set(thoughtOf).size).toBe(thoughtOf.length)
  expect(entries.map(([id]) => id).toSorted()).toEqual(thoughtOf.toSorted())
})
