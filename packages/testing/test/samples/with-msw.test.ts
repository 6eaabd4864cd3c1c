import { mooringHandlers } from '@mooring/testing/msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'

const server = setupServer(...mooringHandlers({ basePath: '/api/quickbooks', state: 'revoked' }))
beforeAll(() => server.listen())
afterAll(() => server.close())

test('answers what a page asks', async () => {
  const response = await fetch('https://app.example.com/api/quickbooks/connections')
  expect(await response.json()).toMatchObject({ connections: [{ reason: 'revoked' }] })
})
