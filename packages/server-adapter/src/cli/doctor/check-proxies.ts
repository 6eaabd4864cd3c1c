// Doctor: what reaches the running instance on the way through its public address.
import { createHmac } from 'node:crypto'
import { counted } from '../paint.ts'
import { type DoctorContext, type Finding, finder } from './finding.ts'

const TIMEOUT_MS = 10_000
/** It has no event in it. Its bytes are always the same, so it is one delivery however often it comes; a proxy that writes JSON anew changes them. */
const NO_EVENTS = '[ ]\n'
/** On no host's list of allowed origins. */
const FOREIGN_ORIGIN = 'https://mooring-doctor.invalid'

type Target = Pick<DoctorContext, 'mount' | 'options'>

/** The code of a problem of Mooring's; its status where it is none; null where nothing answers. */
async function refusalOf(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<string | number | null> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const answer = await fetch(url, { method: 'POST', redirect: 'manual', headers, body, signal })
    const problem: unknown = await answer.json().catch(() => null)
    const code: unknown =
      typeof problem === 'object' && problem !== null ? Reflect.get(problem, 'code') : null
    return typeof code === 'string' ? code : answer.status
  } catch {
    return null
  }
}

const unanswered = (found: ReturnType<typeof finder>): Finding =>
  found('untried', 'no running instance answers', 'start your product, and run this again')

/** A page of another origin is refused by its `Origin`: where that is taken away, anything else is answered. */
export async function checkHeaders({ mount }: Target): Promise<Finding> {
  const url = `${mount}/connections/authorize`
  const found = finder('proxy headers', `POST ${url} as a page of another origin`)
  const headers = { 'content-type': 'application/json', origin: FOREIGN_ORIGIN }
  const refusal = await refusalOf(url, headers, '{}')
  if (refusal === null) return unanswered(found)
  if (refusal === 'origin_not_allowed') return found('ok', 'Origin arrives, and a foreign one is refused')
  return found(
    'failed',
    `it was not refused for its origin, but answered with ${refusal}`,
    'let every proxy on the way hand on Origin and Sec-Fetch-Site: docs/proxies.md',
  )
}

/** Signed with each token, since a running instance may have others than the config. */
export async function checkWebhooks({ options, mount }: Target): Promise<Finding> {
  const url = `${mount}/webhooks`
  const found = finder('webhooks', `POST ${url}, signed with each verifier token, with no event in it`)
  const tokens = options.webhookVerifierTokens ?? []
  if (tokens.length === 0)
    return found(
      'hint',
      'no verifier token is set: no webhook is taken',
      "set webhookVerifierTokens to the token of your app's webhooks at Intuit, where you want to hear of changes at once",
    )
  for (const token of tokens) {
    const signature = createHmac('sha256', token).update(NO_EVENTS).digest('base64')
    const headers = { 'content-type': 'application/json', 'intuit-signature': signature }
    const refusal = await refusalOf(url, headers, NO_EVENTS)
    if (refusal === null) return unanswered(found)
    if (refusal !== 200) return found('failed', `it is answered with ${refusal}`, remedyOf(refusal))
  }
  return found(
    'ok',
    `taken with ${counted(tokens.length, 'token')}; that Intuit sends them there is set in its portal`,
  )
}

function remedyOf(refusal: string | number): string {
  if (refusal === 'signature_invalid')
    return 'give the running instance the tokens of this config, and let proxies hand on the body and intuit-signature as they came'
  if (refusal === 'app_misconfigured')
    return 'mount the router before express.json(), or leave the bytes of a body in req.rawBody'
  return 'mount the router at the path of the redirect URI, and let proxies hand on POST of all of that path'
}
