// POST /webhooks: Intuit's signature is all that counts here; no session is read.
import type { Config } from '../config/config.ts'
import { WEBHOOK_BODY_LIMIT } from '../config/defaults.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { json } from '../http/http-types.ts'
import { toMooringError } from '../http/problem-reply.ts'
import type { OpenHandler } from '../http/router.ts'
import type { RefusedWebhooks } from './refused-webhooks.ts'
import { isSignature, isSigned } from './verify-signature.ts'
import type { WebhookInbox } from './webhook-inbox.ts'

/** Without a verifier token nothing can be signed: everything is refused. */
export function createWebhookHandler(
  { webhookVerifierTokens: tokens, logger }: Pick<Config, 'webhookVerifierTokens' | 'logger'>,
  inbox: WebhookInbox,
  refused: Pick<RefusedWebhooks, 'note'>,
): OpenHandler {
  const refuse = (): never => {
    refused.note()
    throw notSigned()
  }
  return async (request) => {
    const signature = request.header('intuit-signature')
    if (tokens.length === 0 || !isSignature(signature)) return refuse()
    const body = await request.readBody(WEBHOOK_BODY_LIMIT).catch((error: unknown) => {
      // Intuit sends the same one again, in vain: what it reports is not known here, and has to be read from QuickBooks.
      if (toMooringError(error).code === 'payload_too_large')
        logger.error({ limit: WEBHOOK_BODY_LIMIT }, TOO_LARGE)
      throw error
    })
    if (body.kind === 'parsed') throw parsedTooEarly()
    if (!isSigned(body.bytes, signature, tokens)) return refuse()
    await inbox.receive(body.bytes)
    return json({ received: true })
  }
}

const TOO_LARGE =
  'A webhook was too large to be taken. Read what changed in QuickBooks since the last sync: it was not reported here.'

const notSigned = () =>
  mooringError('signature_invalid', 'The signature of this webhook does not fit any verifier token.')

const parsedTooEarly = () =>
  mooringError(
    'app_misconfigured',
    'The body of this webhook was parsed before Mooring saw it, so its signature cannot be checked. Mount the ' +
      'adapter before express.json(), put express.raw({ type: "*/*" }) before it for the path of the webhooks, or leave ' +
      'the bytes in req.rawBody.',
  )
