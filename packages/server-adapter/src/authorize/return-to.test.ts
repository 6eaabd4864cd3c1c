// Where an attempt may lead back to: never off the list.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkReturnTo, returnAddress } from './return-to.ts'

const places = {
  redirectOrigin: 'https://app.example.com',
  returnTo: { default: '/books', allowedOrigins: ['https://other.example.com'] },
}

describe('checkReturnTo', () => {
  it.each([
    ['/settings?tab=1#row', 'https://app.example.com/settings?tab=1#row'],
    ['https://other.example.com/x', 'https://other.example.com/x'],
  ])('takes %s', (asked, address) => {
    expect(checkReturnTo(asked, places)).toBe(address)
  })

  it.each([
    'settings',
    '',
    'https://evil.example',
    '//evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    '/./%2E%2e//evil.example',
    'https://app.example.com//evil.example',
    'https://other.example.com/.//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://app.example.com@evil.example',
    'https://u:p@app.example.com/',
    'https://app.example.com.evil.example',
    'https://app.example.com:444/',
    'http://app.example.com/',
    '/a\tb',
    '/a\r\nSet-Cookie: x',
    ' //evil.example',
    '\u0000/x',
    'https://[::1]/',
  ])('refuses %j', (asked) => {
    expect(() => checkReturnTo(asked, places)).toThrow('not allowed')
  })

  it('never leads off the list, whatever is asked', () => {
    const tricky = fc.stringMatching(/^[/\\:@.#?a-z%0-9\t\r\n]{0,20}$/)
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          tricky,
          tricky.map((text) => `/${text}`),
        ),
        (asked) => {
          try {
            const address = checkReturnTo(asked, places)
            const landing = new URL(
              returnAddress(address, places, { attempt: 'att_1', outcome: 'connected' }),
            )
            expect(['https://app.example.com', 'https://other.example.com']).toContain(landing.origin)
            expect(landing.pathname).not.toMatch(/^\/\//)
          } catch (error) {
            expect((error as Error).message).toMatch(/not allowed/)
          }
        },
      ),
      { numRuns: 5000 },
    )
  })
})
