// An explanation in sentences: what is shown, and what is copied as text.
import type { BoardConnection, BoardExplanation, HistoryEntry, Reason } from '@mooring/contract'
import type { BoardWords } from '@mooring/messages/board-words'
import { describeConnection, type Speech } from '@mooring/messages/describe-connection'
import type { enPanels } from '@mooring/messages/en-panels'
import { messageOf } from '../../core/message-of.ts'
import { findingOf } from '../readiness-checklist/ready-steps.ts'
import type { BoardFormats } from './board-times.ts'

/** Entries of each kind that are shown. */
const SHOWN = 8

export interface ExplanationContext {
  readonly words: BoardWords
  readonly panelWords: typeof enPanels
  readonly speech: Speech
  readonly formats: BoardFormats
}

export interface ExplainedCheck {
  readonly id: string
  readonly state: 'passed' | 'failed' | 'unknown'
  readonly title: string
  readonly said: string
}

export interface ExplainedEntry {
  readonly id: string
  readonly at: string
  readonly said: string
}

/** An explanation as people read it. */
export interface Explained {
  readonly what: string
  readonly why: string
  readonly next: string
  readonly facts: readonly (readonly [name: string, value: string | null])[]
  readonly checks: readonly ExplainedCheck[]
  readonly renewals: readonly ExplainedEntry[]
  readonly openRenewal: string | null
  readonly events: readonly ExplainedEntry[]
  readonly delivery: string
}

/** Why, for people who operate the product: some sentences for customers send them to support. */
function whyOf({ reason }: BoardConnection, detail: string, { whys }: BoardWords): string {
  const own: Partial<Record<Reason, string>> = whys
  return (reason && own[reason]) ?? detail
}

function entryOf(
  { id, at, type, outcome, code, intuitTid }: HistoryEntry,
  { panelWords }: ExplanationContext,
) {
  const facts = [messageOf(panelWords.happened, type), messageOf(panelWords.outcomes, outcome)]
  const rest = [code, intuitTid && `intuit_tid ${intuitTid}`].filter(Boolean)
  return { id, at, said: [...facts, ...rest].join(' · ') }
}

function deliveryOf({ delivery }: BoardExplanation, { words, panelWords }: ExplanationContext): string {
  if (delivery === null) return words.deliveredAll
  const type = messageOf(panelWords.happened, delivery.type)
  const say = delivery.stalledSince === null ? words.deliveryWaits : words.deliveryStalled
  return say(type, delivery.tries)
}

export function explained(
  connection: BoardConnection,
  explanation: BoardExplanation,
  context: ExplanationContext,
): Explained {
  const { words, panelWords, speech, formats } = context
  const { headline, detail } = describeConnection(connection, speech)
  const { authorizedBy, expiry, action, environment, usable } = connection
  const { readiness, refreshes, openRefresh, events } = explanation
  return {
    what: headline,
    why: whyOf(connection, detail, words),
    next: messageOf(words.toDo, action ?? 'nothing'),
    facts: [
      [words.tenant, connection.tenantId],
      [words.connection, connection.id],
      [words.environment, environment === 'sandbox' ? speech.words.sandbox : null],
      [words.authorizedBy, authorizedBy ? (authorizedBy.displayName ?? authorizedBy.userId) : null],
      [words.reauthorizeBy, usable && expiry.reauthorizeBy ? formats.day(expiry.reauthorizeBy) : null],
    ],
    checks: readiness.checks.map((check) => {
      const { detail: found, fix } = findingOf(check, panelWords.findings)
      const title = messageOf(panelWords.checkTitles, check.id, check.title)
      return { id: check.id, state: check.status, title, said: fix ? `${found} ${fix}` : found }
    }),
    renewals: refreshes.slice(0, SHOWN).map((entry) => entryOf(entry, context)),
    openRenewal: openRefresh && words.renewalOpen(formats.ago(openRefresh.startedAt)),
    events: events.slice(0, SHOWN).map((entry) => entryOf(entry, context)),
    delivery: deliveryOf(explanation, context),
  }
}

/** As text, for a ticket: times as they are in the log. */
export function explanationText(
  title: string,
  explanation: Explained,
  reference: string,
  context: ExplanationContext,
): string {
  const { words, panelWords } = context
  const lines = (entries: readonly ExplainedEntry[]) =>
    entries.length === 0 ? [`  ${words.none}`] : entries.map(({ at, said }) => `  ${at}  ${said}`)
  return [
    title,
    ...explanation.facts.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : [])),
    '',
    `${words.wrong}: ${explanation.what}`,
    `${words.why}: ${explanation.why}`,
    `${words.next}: ${explanation.next}`,
    '',
    `${words.checks}:`,
    ...explanation.checks.map(
      ({ state, title: name, said }) => `  ${panelWords.checkStates[state]}  ${name}: ${said}`,
    ),
    `${words.renewals}:`,
    ...lines(explanation.renewals),
    ...(explanation.openRenewal ? [`  ${explanation.openRenewal}`] : []),
    `${words.events}:`,
    ...lines(explanation.events),
    `${words.delivery}: ${explanation.delivery}`,
    reference,
    '',
  ].join('\n')
}
