// The events that a host gets.

interface EventEntry {
  /** When it comes. */
  readonly when: string
  /** What is in its `data`; '' for nothing. */
  readonly data: string
}

const entry = (when: string, data = ''): EventEntry => ({ when, data })

/** Every event type, by its subject. */
export const EVENTS = {
  'connection.connected': entry(
    'A company was connected, connected again, or taken over with its tokens.',
    '{ reconnected, imported? }',
  ),
  'connection.confirmed': entry('A person said that it is the right company.'),
  'connection.reauthorized': entry(
    'A person authorized it anew, with a link where `linkId` is there.',
    '{ was: reason | null, linkId? }',
  ),
  'connection.expiring': entry(
    'One of its two clocks, or the deadline of a campaign, runs out in so many days.',
    "{ clock: 'idle' | 'hard' | 'campaign', daysLeft, campaignId? }",
  ),
  'connection.reauthorization_required': entry(
    'It does not work until a person re-authorizes.',
    '{ reason, action }',
  ),
  'connection.blocked': entry(
    'It does not work until something is put right at QuickBooks or in your app.',
    '{ reason, action }',
  ),
  'connection.checking': entry(
    'It is not known for now whether it works: Mooring finds out by itself. Once per doubt; where it passes, no other event follows.',
    "{ reason, action: 'wait' }",
  ),
  'connection.refresh_failed': entry(
    'A refresh brought no new tokens. Mooring tries again by itself at `retryAt`; null: not without a person.',
    '{ code, tries, retryAt, status, reason }',
  ),
  'connection.recovered': entry('It works again after trouble.', '{ was: reason | null }'),
  'connection.disconnected': entry('It was ended.', '{ reason, why, deleteData }'),
  'connection.owner_left': entry(
    'You said that the person who authorized it has left: let someone else re-authorize in good time.',
    '{ userId }',
  ),
  'link.created': entry(
    'A link was made with which someone without a login here can re-authorize it.',
    '{ linkId, expiresAt }',
  ),
  'link.started': entry('Its reader went to QuickBooks with it.', '{ linkId }'),
  'link.used': entry('The connection was re-authorized with it.', '{ linkId }'),
  'link.ended': entry(
    'It ended without being used: revoked, its time over, or not needed any more.',
    "{ linkId, state: 'revoked' | 'expired' | 'withdrawn' }",
  ),
  'sync.started': entry('A guarded run began.', '{ runId, resumed }'),
  'sync.progressed': entry(
    'A run has come further: the newest report, not each one.',
    '{ runId, progress, at }',
  ),
  'sync.succeeded': entry('A run came to its end.', '{ runId }'),
  'sync.failed': entry('A run failed for a reason of its own.', '{ runId, code, reference }'),
  'sync.paused': entry('A run waits for its connection.', '{ runId, reason, action, progress }'),
  'sync.resumed': entry('The connection works again: run again now.', '{ pausedAt, progress }'),
  'setup.started': entry('The import of the set-up began.'),
  'setup.failed': entry(
    'It failed three times; it is tried once an hour, and by a person.',
    '{ code, reference, tries }',
  ),
  'setup.paused': entry('The import waits for its connection.', '{ runId, reason, action, progress }'),
  'setup.resumed': entry('The import continues by itself.', '{ pausedAt, progress }'),
  'setup.completed': entry('The set-up is done.'),
  'webhook.received': entry(
    'Intuit reported changes in the company.',
    '{ realmId, entities: { name, id, operation, at, deletedId?, alternativeIds? }[] }',
  ),
  'campaign.started': entry(
    'A campaign has chosen the connections that have to be re-authorized.',
    '{ campaignId, why, deadline, selected }',
  ),
  'campaign.ended': entry(
    'A campaign is over: all its connections were re-authorized or disconnected, or an operator ended it.',
    "{ campaignId, outcome: 'completed' | 'ended_by_operator', selected, done, gone }",
  ),
  'operations.incident': entry(
    'Intuit refuses many connections at once, and has stopped to.',
    "{ state: 'began' | 'ended', since, code, connections? }",
  ),
  'operations.quota': entry(
    "Most, or all, of the month's reads of the plan at Intuit are used: each sent once a month. `source: 'intuit'`: Intuit refused reads.",
    "{ state: 'near' | 'over', month, used, readsPerMonth: number | null, source: 'counted' | 'intuit' }",
  ),
} as const satisfies Record<string, EventEntry>

type TypeName = keyof typeof EVENTS

/** Every event type. */
export const EVENT_TYPES = Object.keys(EVENTS) as [TypeName, ...TypeName[]]
