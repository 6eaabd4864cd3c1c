// docs/kubernetes.md gives a replica as long to end as closing may take.
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { SECOND } from '../platform/clock.ts'
import { CLOSE_WAIT_MS, DELIVERY_DEADLINE_MS, WRITES_WAIT_MS } from './defaults.ts'

const docs = new URL('../../../../docs/', import.meta.url)

let page: string
beforeAll(async () => {
  page = await readFile(new URL('kubernetes.md', docs), 'utf8')
})

const numberIn = (pattern: RegExp): number => Number(pattern.exec(page)?.[1])

describe('the page on Kubernetes', () => {
  it.each([
    ['CLOSE_WAIT_MS', CLOSE_WAIT_MS],
    ['DELIVERY_DEADLINE_MS', DELIVERY_DEADLINE_MS],
    ['WRITES_WAIT_MS', WRITES_WAIT_MS],
  ])('says how long %s is', (name, ms) => {
    expect(numberIn(new RegExp(`\`${name}\` \\| (\\d+) s \\|`))).toBe(ms / SECOND)
  })

  it('gives a replica the time of all steps together', () => {
    const rows = [...page.matchAll(/^\|.+\| (\d+) s \|$/gm)].map(([, seconds]) => Number(seconds))
    const together = rows.pop() ?? Number.NaN
    expect(rows).toHaveLength(6)
    const [, drainMs = ''] = /drainMs: ([\d_]+)/.exec(page) ?? []
    expect(rows[1]).toBe(Number(drainMs.replace('_', '')) / SECOND)
    expect(rows[0]).toBe(numberIn(/sleep: \{ seconds: (\d+) \}/))
    expect(rows.reduce((sum, seconds) => sum + seconds)).toBe(together)
    expect(numberIn(/^ +terminationGracePeriodSeconds: (\d+)$/m)).toBeGreaterThanOrEqual(together)
  })
})
