// A subject, a title, a body, an action and a link for an event, a connection or a problem.
import type { HostEvent, Problem } from '@mooring/contract'
import { isolatedIn } from '../isolation.ts'
import { type Draft, join, type Notice, type NoticeConnection } from './notice.ts'
import { ofConnection } from './of-connection.ts'
import { ofEvent } from './of-event.ts'
import { ofProblem } from './of-problem.ts'
import { type DescribeOptions, type NoticeSpeech, speechOf } from './speech.ts'
import { NEEDS_SUPPORT } from './steps.ts'

/**
 * Says what an event, a connection or a problem means to its reader, in the sentences of the kit: for mails, notifications, logs and support.
 * An event, status, reason or code that this version does not know is told in general words. It reads no clock but where a connection is
 * described without `now`.
 * @throws RangeError for a `timeZone` that there is none of
 */
export function describe(
  what: HostEvent | NoticeConnection | Problem,
  options: DescribeOptions = {},
): Notice {
  const speech = speechOf(options)
  return noticeOf(draftOf(what, speech), speech)
}

function draftOf(what: HostEvent | NoticeConnection | Problem, speech: NoticeSpeech): Draft {
  if ('code' in what) return ofProblem(what, speech)
  if ('company' in what) return ofConnection(what, speech)
  return ofEvent(what, speech)
}

function noticeOf(draft: Draft, speech: NoticeSpeech): Notice {
  const { title, step, sentences } = draft
  const mayTake = speech.audience !== 'member' || step?.isForAll
  const said = join([...sentences, !mayTake && step?.ask]) || speech.notices.seePage
  return {
    subject: subjectOf(draft, speech),
    title,
    body: [said, ...linesOf(draft, speech)].join('\n'),
    action: (mayTake && step?.label) || null,
    link: linkOf(draft, speech),
  }
}

/** One line, whatever a company is called. */
function subjectOf({ topic, company }: Draft, { locale }: NoticeSpeech): string {
  const parts = [topic, company && isolatedIn(locale, company), !topic.includes('QuickBooks') && 'QuickBooks']
  return parts.filter(Boolean).join(' – ').replace(/\s+/g, ' ')
}

/** What people name to support, and what support looks for. */
function linesOf(draft: Draft, { kit, notices, audience, options }: NoticeSpeech): string[] {
  const { code, reference, intuitTid, action, connectionId } = draft
  const { line } = notices
  const contact = NEEDS_SUPPORT.includes(action) ? options.contact : undefined
  const lines = [reference && kit.reference(reference), contact && line(kit.supportContact, contact)]
  if (audience === 'support') {
    lines.push(line(kit.supportCode, code))
    lines.push(intuitTid && line(kit.entryTid, intuitTid))
    lines.push(connectionId && line(notices.connection, connectionId))
  }
  return lines.filter((text) => typeof text === 'string' && text !== '') as string[]
}

function linkOf(
  { address, connectionId, action }: Draft,
  { options, audience }: NoticeSpeech,
): string | null {
  const { page } = options
  if (address) return address
  if (typeof page === 'function') return page({ connectionId, action, audience })
  if (!page) return null
  return connectionId === null ? page : withConnection(page, connectionId)
}

/** The page may be a path: it is read as text. */
function withConnection(page: string, connectionId: string): string {
  const [, address = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(page) ?? []
  return `${address}${address.includes('?') ? '&' : '?'}connection=${encodeURIComponent(connectionId)}${fragment}`
}
