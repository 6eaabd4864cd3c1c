// What is said of each event of a connection: the kit's sentences, by what the event tells.
import { ACTIONS, type Action, actionFor, type Reason, STATUSES, type Status } from '@mooring/contract'
import { type EventFacts, type EventSaid, textOf } from './event-facts.ts'
import { about, codeIn, type Said, stateIn } from './speech.ts'

const DAY_MS = 86_400_000

type Sentences = (facts: EventFacts) => EventSaid

function stateOf(
  facts: EventFacts,
  status: string,
  reason: string | null,
  date?: string | number | null,
): Said | null {
  const { speech, company, at } = facts
  return stateIn(speech, status, reason, { company, date, now: speech.options.now ?? at })
}

/** What the event says is needed, else what the contract's table says of the reason. */
function actionOf({ data }: EventFacts, reason: string | null): Action {
  const told = ACTIONS.find((action) => action === data.action)
  return told ?? STATUSES.map((status) => actionFor(status, reason as Reason | null)).find(Boolean) ?? null
}

const connected: Sentences = (facts) => ({
  title: stateOf(facts, 'connected', null)?.headline ?? facts.speech.notices.news,
  sentences: [facts.when],
})

/** A first connect, or one after a sale, waits for a person to say that it is the right company. */
const justConnected: Sentences = (facts) => {
  const waits = facts.connection?.status === 'awaiting_confirmation'
  const said = waits ? stateOf(facts, 'awaiting_confirmation', null) : null
  if (said === null) return connected(facts)
  return { title: said.headline, sentences: [said.detail, facts.when], action: 'confirm_company' }
}

const CLOCKS: Readonly<Record<string, Reason>> = { idle: 'idle_expiry_near', hard: 'hard_expiry_near' }

/** By when: the clock's own end where it is known, else so many whole days after the event. */
function endOf({ connection, data, at }: EventFacts): string | number | null {
  const { idleExpiresAt = null, hardExpiresAt = null, reauthorizeBy = null } = connection?.expiry ?? {}
  const ends = { idle: idleExpiresAt, hard: hardExpiresAt }[String(data.clock)]
  const counted = typeof data.daysLeft === 'number' ? at + data.daysLeft * DAY_MS : null
  return ends ?? (connection?.status === 'expiring' ? reauthorizeBy : null) ?? counted
}

const expiring: Sentences = (facts) => {
  const reason = CLOCKS[String(facts.data.clock)] ?? 'upgrade_required'
  const said = stateOf(facts, 'expiring', reason, endOf(facts))
  return {
    title: said?.headline ?? facts.speech.notices.news,
    sentences: [said?.detail],
    action: 'reauthorize',
  }
}

/** An event that tells what the connection is now, and why. */
const became =
  (status: Status): Sentences =>
  (facts) => {
    const reason = textOf(facts.data.reason)
    const said = stateOf(facts, status, reason, facts.connection?.expiry.reauthorizeBy)
    return {
      title: said?.headline ?? facts.speech.kit.labels[status],
      sentences: [said?.detail],
      action: actionOf(facts, reason),
    }
  }

const disconnected: Sentences = (facts) => {
  const { data, person, when, at } = facts
  const said = stateOf(facts, 'disconnected', textOf(data.reason), at)
  const byPerson = person !== null && data.reason !== 'in_quickbooks'
  return {
    title: said?.headline ?? facts.speech.kit.labels.disconnected,
    sentences: [byPerson ? when : said?.detail],
    action: 'reconnect',
  }
}

type Name = 'syncGoing' | 'syncSucceeded' | 'syncResuming' | 'setupImporting' | 'setupDone'

/** A sentence about the company, and when that was. */
const happened =
  (name: Name): Sentences =>
  ({ speech, company, when }) => ({ title: about(speech, company, speech.kit[name]), sentences: [when] })

const syncStarted: Sentences = ({ speech, company, data }) => ({
  title: about(speech, company, speech.kit.syncGoing),
  sentences: [data.resumed === true ? speech.kit.syncCatchesUp : speech.kit.syncNoLimit],
})

const syncFailed: Sentences = ({ speech, company, data, connection, when }) => ({
  title: about(speech, company, speech.kit.syncFailed),
  sentences: [codeIn(speech, textOf(data.code) ?? 'internal', connection?.sync?.error), when],
})

const setupFailed: Sentences = ({ speech, company, data, when }) => ({
  title: about(speech, company, speech.kit.setupFailed),
  sentences: [codeIn(speech, textOf(data.code) ?? 'internal'), speech.kit.setupRetried, when],
  action: 'try_again',
  step: { label: speech.kit.tryAgain, ask: speech.kit.askToConfigure, isForAll: false },
})

/** Work that waits, with what it waits for. */
const paused =
  (name: 'syncPaused' | 'setupPaused'): Sentences =>
  (facts) => {
    const { speech, company, data, connection } = facts
    const reason = textOf(data.reason)
    const said = reason === null ? null : stateOf(facts, '', reason, connection?.expiry.reauthorizeBy)
    return {
      title: about(speech, company, speech.kit[name]),
      sentences: [said?.headline, said?.detail, name === 'syncPaused' && speech.kit.syncResumes],
      action: reason === null ? null : actionOf(facts, reason),
    }
  }

const syncResumed: Sentences = ({ speech, company }) => ({
  title: about(speech, company, speech.kit.syncResuming),
  sentences: [speech.kit.syncCatchesUp],
})

const ownerLeft: Sentences = ({ speech, company, when }) => ({
  title: about(speech, company, speech.notices.ownerLeft),
  sentences: [speech.notices.ownerLeftAsk, when],
  action: 'reauthorize',
  step: { label: speech.kit.reauthorize, ask: null, isForAll: false },
})

const refreshFailed: Sentences = ({ speech, company }) => ({
  title: about(speech, company, speech.notices.renewalFailed),
  sentences: [speech.kit.setupRetried],
})

const changed: Sentences = ({ speech, company, when }) => ({
  title: about(speech, company, speech.notices.changed),
  sentences: [when],
})

/** By type; a type that is not here is told by its name. */
export const SENTENCES: Readonly<Record<string, Sentences>> = {
  'connection.connected': justConnected,
  'connection.confirmed': connected,
  'connection.reauthorized': connected,
  'connection.recovered': connected,
  'connection.expiring': expiring,
  'connection.reauthorization_required': became('reauthorization_required'),
  'connection.blocked': became('blocked'),
  'connection.checking': became('checking'),
  'connection.disconnected': disconnected,
  'connection.owner_left': ownerLeft,
  'connection.refresh_failed': refreshFailed,
  'sync.started': syncStarted,
  'sync.progressed': syncStarted,
  'sync.succeeded': happened('syncSucceeded'),
  'sync.failed': syncFailed,
  'sync.paused': paused('syncPaused'),
  'sync.resumed': syncResumed,
  'setup.started': happened('setupImporting'),
  'setup.failed': setupFailed,
  'setup.paused': paused('setupPaused'),
  'setup.resumed': happened('setupImporting'),
  'setup.completed': happened('setupDone'),
  'webhook.received': changed,
}
