import { expect, it } from 'vitest'
import { readCookies } from './http-types.ts'

it('reads cookies by their names, in their order', () => {
  expect([...readCookies('theme=dark; mooring-att_1=secret; x=; mooring-att_12=a=b')]).toEqual([
    ['theme', 'dark'],
    ['mooring-att_1', 'secret'],
    ['x', ''],
    ['mooring-att_12', 'a=b'],
  ])
  expect([...readCookies(undefined)]).toEqual([])
})

it('takes neither of two cookies with one name: another host of the domain may have set one of them', () => {
  expect(readCookies('mooring-att_1=secret; mooring-att_1=planted').get('mooring-att_1')).toBeNull()
})
