// POST /webhooks: Intuit's signature is all that counts here; no session is read.
import type { Config } from '../../config/config.ts'
import { WEBHOOK_BODY_LIMIT } from '../../config/defaults.ts'
import { mooringError } from '../../service/mooring-error.ts'
import { isSignature, isSigned } from '../../webhooks/verify-signature.ts'
import type { WebhookInbox } from '../../webhooks/webhook-inbox.ts'
import { json } from '../exchange.ts'
import type { OpenHandler } from '../router.ts'

/** Without a verifier token nothing can be signed: everything is refused. */
export function createWebhookHandler(
  { webhookVerifierTokens: tokens }: Pick<Config, 'webhookVerifierTokens'>,
  inbox: WebhookInbox,
): OpenHandler {
  return async (request) => {
    const signature = request.header('intuit-signature')
    if (tokens.length === 0 || !isSignature(signature)) throw notSigned()
    const body = await request.readBody(WEBHOOK_BODY_LIMIT)
    if (body.kind === 'parsed') throw parsedTooEarly()
    if (!isSigned(body.bytes, signature, tokens)) throw notSigned()
    await inbox.receive(body.bytes)
    return json({ received: true })
  }
}

const notSigned = () =>
  mooringError('signature_invalid', 'The signature of this webhook does not fit any verifier token.')

const parsedTooEarly = () =>
  mooringError(
    'app_misconfigured',
    'The body of this webhook was parsed before Mooring saw it, so its signature can not be checked. Mount the ' +
      'adapter before express.json(), or put express.raw({ type: "*/*" }) before it for the path of the webhooks.',
  )
