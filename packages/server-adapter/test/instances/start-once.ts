// An adapter that is started in a process of its own and says what came of it.
import { createQuickBooksAdapter, MooringError } from '../../src/index.ts'
import { storeAt } from '../store-location.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'

const adapter = createQuickBooksAdapter({
  clientId: 'test-client',
  clientSecret: 'test-secret-canary',
  environment: 'sandbox',
  redirectUri: 'http://localhost:1/api/quickbooks/callback',
  store: storeAt(JSON.parse(process.argv[2] ?? '{}')),
  encryptionKeys: [KEY],
  identify: () => null,
})
try {
  await adapter.start()
  console.log('started')
} catch (error) {
  console.log(error instanceof MooringError ? `${error.code}: ${error.message}` : error)
}
await adapter.close()
