import { expect, it } from 'vitest'
import { readCookie } from './http-types.ts'

it('reads a cookie by its name, between others', () => {
  expect(readCookie('theme=dark; mooring-att_1=secret; x=', 'mooring-att_1')).toBe('secret')
  expect(readCookie('mooring-att_12=other', 'mooring-att_1')).toBeNull()
  expect(readCookie(undefined, 'mooring-att_1')).toBeNull()
})

it('takes neither of two cookies with one name: another host of the domain may have set one of them', () => {
  expect(readCookie('mooring-att_1=secret; mooring-att_1=planted', 'mooring-att_1')).toBeNull()
})
