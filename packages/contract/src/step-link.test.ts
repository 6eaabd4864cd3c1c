// Links into one step of a connection.
import { expect, it } from 'vitest'
import { linkToStep } from './step-link.ts'

it.each([
  ['/settings', '/settings?mooring-connection=con_1&mooring-open=reauthorize'],
  [
    'https://app.example.com/a?tab=2#top',
    'https://app.example.com/a?tab=2&mooring-connection=con_1&mooring-open=reauthorize#top',
  ],
  ['/a?mooring-connection=con_9&mooring-open=menu', '/a?mooring-connection=con_1&mooring-open=reauthorize'],
])('%s', (page, link) => {
  expect(linkToStep(page, 'con_1')).toBe(link)
})

it('an id is only ever an id', () => {
  expect(linkToStep('/a', 'x&y=#1', 'menu')).toBe('/a?mooring-connection=x%26y%3D%231&mooring-open=menu')
})
