// What every page has: the frame, the notice that this is no Intuit, and safe HTML.
import type { Reply } from '../reply.ts'
import type { User } from '../world.ts'

/** Where the styles are served; inline ones are refused by the pages' own policy. */
export const STYLES_PATH = '/simulator/pages.css'

/** HTML that is safe to send: every value put into it was escaped. */
export class Html {
  readonly #source: string
  constructor(source: string) {
    this.#source = source
  }
  toString(): string {
    return this.#source
  }
}

type Insertion = string | Html | null | readonly Html[]

/** Builds HTML; what is inserted is escaped unless it is {@link Html} already, null is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Insertion[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(insert)))
}

function insert(value: Insertion): string {
  if (value === null) return ''
  if (typeof value === 'string') return escaped(value)
  return value instanceof Html ? value.toString() : value.join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? '')

/** What every page of a flow knows: the app's name and the authorize request it belongs to. */
export interface Flow {
  readonly app: string
  /** The authorize request's query, as it came. */
  readonly query: string
}

/** A page's address within the flow: the authorize request travels in the query. */
export const within = (flow: Flow, step: string): string => `/connect/oauth2${step}?${flow.query}`

/** A whole page. */
export function frame(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Simulator – not Intuit</title>
<link rel="stylesheet" href="${STYLES_PATH}">
</head>
<body>
<header class="notice"><p><strong>Simulator – not Intuit.</strong> Nothing here is real; enter no real password.</p></header>
<main class="sheet">
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`
}

/** Who is signed in, and the way out. */
export const signedInAs = (person: User, flow: Flow): Html =>
  html`<p class="person">Signed in as <strong>${person.name}</strong>. Not you? <a href="${within(flow, '/sign-out')}">Sign out</a></p>`

/**
 * A page's answer. There is no form-action in the policy: browsers apply it to the redirect after a form too, and consent leads
 * to the app's address and on from there.
 */
export function htmlReply(status: number, page: Html, { severOpener }: { severOpener: boolean }): Reply {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...(severOpener ? { 'cross-origin-opener-policy': 'same-origin' } : {}),
    },
    body: page.toString(),
  }
}
