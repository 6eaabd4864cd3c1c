// A tag is known again, whatever a proxy made of it.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { isNamed } from './etags.ts'

const TAG = '"q0x-Zr_9a"'

describe('a tag', () => {
  it.each([
    ['as it was sent', TAG],
    ['in a list', `"other", ${TAG}`],
    ['made weak by nginx', `W/${TAG}`],
    ['with the suffix of Apache', '"q0x-Zr_9a-gzip"'],
    ['weak with a suffix', 'W/"q0x-Zr_9a-gzip"'],
    ['with the suffix of brotli', '"q0x-Zr_9a-br"'],
    ['with a suffix behind its end, as Apache 2.2 sent it', '"q0x-Zr_9a"-gzip'],
    ['with two dashes, as Jetty sends it', '"q0x-Zr_9a--gzip"'],
    ['with a semicolon', '"q0x-Zr_9a;gzip"'],
  ])('is known %s', (_, header) => {
    expect(isNamed(TAG, header)).toBe(true)
  })

  it.each([
    ['nothing', undefined],
    ['an empty header', ''],
    ['another', '"q0x-Zr_9b-gzip"'],
    ['a longer one', '"q0x-Zr_9a-more"'],
    ['a shorter one', '"q0x-Zr_9-gzip"'],
    ['no mark of quotation', 'q0x-Zr_9a'],
  ])('is not known by %s', (_, header) => {
    expect(isNamed(TAG, header)).toBe(false)
  })

  it('is searched for in a header of any length in time that grows no faster than it', async () => {
    for (const dashes of ['-', ';', '-;', '-gzip'].map((piece) => piece.repeat(50_000)))
      for (const header of [`"${dashes}`, `"q0x-Zr_9a${dashes}`, `${TAG}${dashes}`, `"${dashes}"`])
        expect(isNamed(TAG, header)).toBe(false)
    // The time that a test has is checked between turns.
    await nextTurn()
  }, 5_000)

  it('that ends like a suffix is known as it was sent', () => {
    expect(isNamed('"abc-br"', '"abc-br"')).toBe(true)
    expect(isNamed('"abc-br"', '"abc-br-gzip"')).toBe(true)
    expect(isNamed('"abc-br"', '"abc"')).toBe(false)
  })
})
