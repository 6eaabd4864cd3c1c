// What the reader of a link reads: who asks for what, how it ended, how it went.

import type { Reason } from '@mooring/contract'
import type { Config } from '../config/config.ts'
import { LINK_PAGE_AGAIN_S } from '../config/defaults.ts'
import { nearerClock } from '../connection/connection-lifecycle.ts'
import type { HttpReply } from '../http/http-types.ts'
import { escapeHtml } from '../http/pages/page.ts'
import type { LinkEnd } from '../stores/links.ts'
import type { FinishedLink } from './finished-link.ts'
import { layout } from './link-layout.ts'
import type { OpenLink } from './open-link.ts'
import type { LinkReason, LinkWords, Names, Said } from './words/link-words.ts'

type PageConfig = Pick<Config, 'linkPage' | 'publicPath'>

/** A page's config and its reader's language. */
export interface Reading {
  readonly config: PageConfig
  readonly words: LinkWords
}

/** A name has its own direction, whatever the sentence around it has. */
const isolated = (name: string): string => `\u2068${name}\u2069`

const dateOf = ({ locale }: LinkWords, at: number): string =>
  new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
    hourCycle: 'h23',
  })
    .format(at)
    .concat(' UTC')

const REASONS: Partial<Record<Reason, LinkReason>> = {
  idle_expiry_near: 'ends_soon',
  hard_expiry_near: 'ends_soon',
  idle_expired: 'ended',
  hard_expired: 'ended',
  revoked: 'revoked',
  scope_missing: 'scope_missing',
  token_lost: 'token_lost',
  admin_access_lost: 'admin_access_lost',
  upgrade_required: 'upgrade_required',
}

/** As HTML. After a name such as "Harbor Tea Co." a sentence has its full stop already. */
const written = (text: string): string => escapeHtml(text.replaceAll('.\u2069.', '.\u2069'))

const paragraph = (text: string): string => `<p>${written(text)}</p>`

const said = ({ title, text }: Said, more: readonly string[] = []): string =>
  [`<h1>${written(title)}</h1>`, paragraph(text), ...more.map(paragraph)].join('\n')

function namesOf(
  { config, words }: Reading,
  given: { company: string | null; who: string | null; workspace: string | null },
): Names {
  const { who, workspace, company } = given
  return {
    who: who === null ? null : isolated(who),
    workspace: workspace === null ? null : isolated(workspace),
    product: isolated(config.linkPage.productName),
    company: company === null ? words.aCompany : isolated(company),
  }
}

/** @param formTo the origins its button may lead to */
export function openPage(
  reading: Reading,
  { link, connection, connectionState }: OpenLink,
  given: { readonly token: string; readonly workspace: string | null; readonly formTo: string },
): HttpReply {
  const { config, words } = reading
  const who = link.createdBy?.displayName ?? null
  const names = namesOf(reading, { company: connection.companyName, who, workspace: given.workspace })
  const reason = REASONS[connectionState.reason ?? 'revoked'] ?? 'other'
  const endsAt = nearerClock(connection)?.endsAt ?? null
  const shown = reason === 'ends_soon' && endsAt === null ? 'other' : reason
  const note =
    link.note === null
      ? ''
      : `${paragraph(words.note(names.who))}\n<blockquote dir="auto"><p>${escapeHtml(link.note)}</p></blockquote>\n`
  const title = words.title(names.company)
  const content = `<h1>${written(title)}</h1>
${paragraph(words.ask(names))}
${paragraph(words.reasons[shown](endsAt === null ? '' : dateOf(words, endsAt)))}
${note}<ol>${words
    .steps(names)
    .map((step) => `<li>${written(step)}</li>`)
    .join('')}</ol>
<form method="post" action="${escapeHtml(`${config.publicPath}/link/${given.token}/start`)}"><button>${escapeHtml(words.go)}</button></form>
${paragraph(words.trust)}
<p><small>${escapeHtml(words.until(dateOf(words, link.expiresAt)))}</small></p>`
  return layout(config, { status: 200, words, title, content, formTo: given.formTo })
}

/** Names no one: an old link may be in anybody's hands. */
export function endedPage({ config, words }: Reading, ended: LinkEnd): HttpReply {
  const shown = words.ended[ended]
  return layout(config, {
    status: 410,
    words,
    title: shown.title,
    content: said(shown),
    problem: 'link_ended',
  })
}

export function unknownPage({ config, words }: Reading): HttpReply {
  const shown = words.ended.unknown
  return layout(config, {
    status: 404,
    words,
    title: shown.title,
    content: said(shown),
    problem: 'not_found',
  })
}

const REFUSED = {
  rate_limited: 'too_often',
  origin_not_allowed: 'elsewhere',
  unsupported_media_type: 'elsewhere',
} as const

/** A failure, in words for someone who only wanted to help. */
export function refusedPage(
  { config, words }: Reading,
  { status, code, headers = {} }: { status: number; code: string; headers?: HttpReply['headers'] },
): HttpReply {
  const shown = words.refused[code in REFUSED ? REFUSED[code as keyof typeof REFUSED] : 'unavailable']
  return layout(config, { status, words, title: shown.title, content: said(shown), headers, problem: code })
}

function resultOf({ words }: Reading, names: Names, finished: FinishedLink): { said: Said; again: boolean } {
  const { outcome, problem, refusedCompany, attempt, truth } = finished
  const { done } = words
  if (outcome === 'reauthorized' || outcome === 'connected')
    return { said: done.reauthorized(names), again: false }
  if (outcome === 'pending')
    return attempt.returnedAt === null
      ? { said: done.unfinished, again: true }
      : { said: done.finishing, again: false }
  if (truth !== 'open') return { said: words.ended[truth], again: false }
  if (outcome === 'cancelled') return { said: done.cancelled, again: true }
  if (problem?.code === 'company_mismatch') {
    const chosen = refusedCompany === null ? null : isolated(refusedCompany)
    return { said: done.otherCompany(names.company, chosen), again: true }
  }
  if (problem?.code === 'company_unreadable') return { said: done.notUsable(names.company), again: true }
  return { said: done.failed, again: true }
}

/** @param finished null where this browser has come from no link */
export function donePage(
  reading: Reading,
  finished: FinishedLink | null,
  workspace: string | null,
): HttpReply {
  const { config, words } = reading
  if (finished === null) {
    const { nothing } = words.done
    return layout(config, { status: 200, words, title: nothing.title, content: said(nothing) })
  }
  const names = namesOf(reading, { company: finished.connection?.companyName ?? null, who: null, workspace })
  const shown = resultOf(reading, names, finished)
  const { outcome, problem, attempt } = finished
  const isWaiting = outcome === 'pending' && attempt.returnedAt !== null
  const more = [
    ...(shown.again ? [words.again(names.company)] : []),
    ...(outcome === 'failed' && problem !== null ? [words.reference(problem.reference)] : []),
  ]
  return layout(config, {
    status: 200,
    words,
    title: shown.said.title,
    content: said(shown.said, more),
    headers: isWaiting ? { Refresh: String(LINK_PAGE_AGAIN_S) } : {},
    ...(problem === null ? {} : { problem: problem.code }),
  })
}
