// The adapter, created once per process, and its routes.
import { createQuickBooksAdapter, sqliteStore } from '@mooring/server-adapter'
import type { FastifyInstance } from 'fastify'
import { type User, userOf } from './session.ts'

const { INTUIT_CLIENT_ID = '', INTUIT_CLIENT_SECRET = '', INTUIT_ORIGIN, MOORING_KEY = '' } = process.env
const { INTUIT_REDIRECT_URI = 'http://localhost:3000/api/quickbooks/callback', INTUIT_WEBHOOK_TOKEN = '' } =
  process.env

/** Fastify's session is on Fastify's own request: what it says goes along. */
type SignedIn = Request & { user: User | null }

export const quickbooks = createQuickBooksAdapter<SignedIn>({
  clientId: INTUIT_CLIENT_ID,
  clientSecret: INTUIT_CLIENT_SECRET,
  environment: 'sandbox',
  redirectUri: INTUIT_REDIRECT_URI,
  intuitOrigin: INTUIT_ORIGIN, // the simulator's; without it, Intuit
  store: sqliteStore({ path: './mooring.db' }),
  encryptionKeys: [{ id: 'one', secret: MOORING_KEY }],
  webhookVerifierTokens: [INTUIT_WEBHOOK_TOKEN],
  identify: ({ user }) => {
    if (!user) return null // no user is signed in
    const { accountId: tenantId, id: userId, name: displayName } = user
    return { tenantId, userId, displayName, permissions: ['view', 'connect', 'reauthorize', 'disconnect'] }
  },
  onEvent: ({ type, connectionId }) => console.log(type, connectionId),
})

/** A plugin of its own, so that its bodies are read as bytes here alone: a webhook's signature is made over them. */
export async function quickbooksRoutes(fastify: FastifyInstance): Promise<void> {
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  fastify.all('/api/quickbooks/*', async (request) => {
    const { method, url } = request
    const [headers, body] = [request.headers as Record<string, string>, request.body as Buffer<ArrayBuffer>]
    const platform = new Request(new URL(url, INTUIT_REDIRECT_URI), { method, headers, body })
    return await quickbooks.handler(Object.assign(platform, { user: userOf(request) }))
  })
}
