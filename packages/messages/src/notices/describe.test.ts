// What a notice says: of every event, state and code, to each reader, in each language.
import {
  CODES,
  type Code,
  type Connection,
  EVENT_TYPES,
  type HostEvent,
  type HostEventData,
  type Reason,
} from '@mooring/contract'
import { connectionFixture, FIXTURE_NOW, problemFixture, STATUS_ROWS } from '@mooring/contract/fixtures'
import { expect, it, describe as suite } from 'vitest'
import { describeConnection } from '../describe-connection.ts'
import { en } from '../en.ts'
import { loadLanguage } from '../languages.ts'
import { formatsOf } from '../times.ts'
import { describe } from './describe.ts'
import type { Audience, Notice } from './notice.ts'
import type { DescribeOptions } from './speech.ts'

const LOCALES = ['en', 'ar', 'de', 'es', 'fr', 'ja']
const AUDIENCES: readonly Audience[] = ['admin', 'member', 'support']
const NOW = Date.parse(FIXTURE_NOW)
const PAGE = 'https://app.example.com/data-sources'

const DATA: { [Type in keyof HostEventData]?: HostEventData[Type] } = {
  'connection.connected': { reconnected: false },
  'connection.confirmed': {},
  'connection.reauthorized': { was: 'revoked' },
  'connection.expiring': { clock: 'idle', daysLeft: 12 },
  'connection.reauthorization_required': { reason: 'revoked', action: 'reauthorize' },
  'connection.blocked': { reason: 'quota_exceeded', action: 'contact_support' },
  'connection.recovered': { was: 'intuit_unavailable' },
  'connection.disconnected': { reason: 'in_quickbooks', why: null, deleteData: false },
  'sync.started': { runId: 'run_1', resumed: false },
  'sync.progressed': { runId: 'run_1', progress: null, at: FIXTURE_NOW },
  'sync.succeeded': { runId: 'run_1' },
  'sync.failed': { runId: 'run_1', code: 'internal', reference: 'ref_4F7K2M' },
  'sync.paused': { runId: 'run_1', reason: 'revoked', action: 'reauthorize', progress: null },
  'sync.resumed': { pausedAt: FIXTURE_NOW, progress: null },
  'setup.started': {},
  'setup.failed': { code: 'intuit_unavailable', reference: 'ref_4F7K2M', tries: 3 },
  'setup.paused': { runId: 'run_1', reason: 'scope_missing', action: 'reauthorize', progress: null },
  'setup.resumed': { pausedAt: FIXTURE_NOW, progress: null },
  'setup.completed': {},
  'webhook.received': { realmId: '9130355377388383', entities: [] },
  'operations.quota': {
    state: 'near',
    month: '2026-11',
    used: 400_000,
    readsPerMonth: 500_000,
    source: 'counted',
  },
  'operations.incident': { state: 'began', since: FIXTURE_NOW, code: 'invalid_grant', connections: 4 },
}

/** As `onEvent` gets it; also of a type that only a newer adapter knows. */
const eventOf = (type: string, data: object, change: object = {}): HostEvent =>
  ({
    id: 'evt_1',
    type,
    at: FIXTURE_NOW,
    tenantId: 'harbor',
    connectionId: 'con_harbor',
    sequence: 7,
    actor: { userId: 'ada', displayName: 'Ada Martin' },
    data,
    ...change,
  }) as HostEvent

const NOBODYS = { tenantId: null, connectionId: null, actor: null }
const EVENTS = EVENT_TYPES.map((type) =>
  eventOf(type, DATA[type] ?? {}, /^(operations|campaign)\./.test(type) ? NOBODYS : {}),
)

/** Types and facts of the contract that this version may have no sentences for. */
const STRANGE: readonly HostEvent[] = [
  eventOf('connection.checking', { reason: 'refresh_outcome_unknown' }),
  eventOf('connection.refresh_failed', { reason: 'intuit_unavailable' }),
  eventOf('connection.owner_left', { userId: 'ada' }),
  eventOf('link.created', { linkId: 'lnk_1' }),
  eventOf('campaign.started', { campaignId: 'c', deadline: FIXTURE_NOW, selected: 9 }, NOBODYS),
  eventOf('campaign.ended', { campaignId: 'c', done: 9 }, NOBODYS),
  eventOf('connection.expiring', { clock: 'campaign', daysLeft: 3, campaignId: 'c' }),
  eventOf('connection.reauthorization_required', { reason: 'upgrade_required', action: 'reauthorize' }),
  eventOf('connection.blocked', { reason: 'made_up_tomorrow', action: 'wait' }),
  eventOf('sync.failed', { code: 'made_up_tomorrow' }),
  eventOf('sync.paused', {}),
  eventOf('made_up.tomorrow', {}),
  eventOf('made_up.tomorrow', {}, { at: 'never', actor: null, data: undefined }),
]

const options = (locale: string, audience: Audience, more: DescribeOptions = {}): DescribeOptions => ({
  ...{ locale, audience, page: PAGE, now: NOW, timeZone: 'UTC' },
  ...more,
})

/** What no reader may see: a name of ours, a value that is none, a sentence with a hole in it. */
const RAW =
  /undefined|null|NaN|\[object|Invalid|\$\{|[a-z]_[a-z]|\b(connection|sync|setup|webhook|link|campaign|made_up)\.[a-z]|\s[.。]|\s\s/

function expectWhole(notice: Notice, audience: Audience): void {
  const { subject, title, body, action, link, ...rest } = notice
  expect(rest).toEqual({})
  for (const text of [subject, title, body]) expect(text.trim()).not.toBe('')
  expect(subject).toContain('QuickBooks')
  expect(subject).not.toContain('\n')
  for (const text of [subject, title, action ?? 'none']) expect(text).not.toMatch(RAW)
  const [sentences = '', ...lines] = body.split('\n')
  expect(sentences).not.toMatch(RAW)
  if (audience !== 'support') expect(lines.join('\n')).not.toMatch(/_unavailable|_required|\.failed|con_/)
  expect(link === null || /^https:\/\//.test(link)).toBe(true)
}

const texts = ({ subject, title, body, action }: Notice) => [subject, title, body, action]

suite.each(LOCALES)('in %s', (locale) => {
  const both = (what: Parameters<typeof describe>[0], more?: DescribeOptions) => {
    for (const audience of AUDIENCES) expectWhole(describe(what, options(locale, audience, more)), audience)
    const here = describe(what, options(locale, 'admin', more))
    const inEnglish = describe(what, options('en', 'admin', more))
    expect(here.action === null).toBe(inEnglish.action === null)
    if (locale !== 'en')
      for (const [at, text] of texts(here).entries())
        if (text !== null) expect(text).not.toBe(texts(inEnglish)[at])
  }

  it.each(EVENTS.map((event) => [event.type, event] as const))('describes %s', (_type, event) => {
    both(event)
    both(event, { connection: connectionFixture() })
  })

  it.each(STATUS_ROWS)('describes a connection that is %s, %s', (status, reason) => {
    both(connectionFixture(status, reason))
    both(connectionFixture(status, reason, { company: { ...connectionFixture().company, name: null } }))
  })

  it.each(Object.keys(CODES) as Code[])('describes the problem %s', (code) => both(problemFixture(code)))

  it('leaves out a day that is not known', () => {
    const none = { idleExpiresAt: null, hardExpiresAt: null, reauthorizeBy: null, daysLeft: null }
    both(connectionFixture('disconnected', 'by_user', { disconnectedAt: null, expiry: none }))
    both(connectionFixture('expiring', 'hard_expiry_near', { expiry: none }))
  })

  it('describes what only a newer adapter knows', () => {
    for (const event of STRANGE)
      for (const audience of AUDIENCES) expectWhole(describe(event, options(locale, audience)), audience)
    const strange = { status: 'asleep', reason: 'made_up_tomorrow', action: 'dance' }
    for (const change of [strange, { ...strange, status: 'blocked' }, { ...strange, status: 'expiring' }]) {
      const connection = { ...connectionFixture(), ...change } as unknown as Connection
      for (const audience of AUDIENCES) expectWhole(describe(connection, options(locale, audience)), audience)
    }
    const problem = { ...problemFixture('internal'), code: 'made_up_tomorrow' as Code }
    for (const audience of AUDIENCES) expectWhole(describe(problem, options(locale, audience)), audience)
  })

  it('says of a connection what the kit says', async () => {
    const words = (await loadLanguage(locale)) ?? en
    for (const [status, reason] of STATUS_ROWS) {
      const connection = connectionFixture(status, reason)
      const speech = { words, locale, formats: formatsOf(locale), now: NOW }
      const { label, headline, detail } = describeConnection(connection, speech)
      const { timeZone: _zone, ...own } = options(locale, 'admin')
      expect(describe(connection, own)).toMatchObject({ title: headline, body: detail })
      expect(describe(connection, own).subject).toContain(label)
    }
  })
})

suite('the readers', () => {
  const needed = connectionFixture('reauthorization_required', 'revoked')
  const to = (audience: Audience, what: Parameters<typeof describe>[0] = needed) =>
    describe(what, options('en', audience))

  it('take the step where they may, and read whom to ask where they may not', () => {
    expect(to('admin')).toEqual({
      subject: 'Re-authorization needed – Harbor Tea Co. – QuickBooks',
      title: 'Harbor Tea Co. needs to be re-authorized.',
      body: 'The authorization was ended in QuickBooks.',
      action: 'Re-authorize',
      link: `${PAGE}?connection=con_harbor`,
    })
    expect(to('member')).toMatchObject({
      body: 'The authorization was ended in QuickBooks. Ask an admin of your account to re-authorize.',
      action: null,
      link: `${PAGE}?connection=con_harbor`,
    })
  })

  it('at support read the code, the reference and what Intuit calls it', () => {
    expect(to('support').body.split('\n')).toEqual([
      'The authorization was ended in QuickBooks.',
      'Code: revoked',
      'Connection: con_harbor',
    ])
    const problem = problemFixture('company_unreadable', { intuitTid: '1-65a1' })
    expect(to('support', problem).body.split('\n').slice(1)).toEqual([
      'Reference ref_4F7K2M',
      'Code: company_unreadable',
      'Intuit’s id: 1-65a1',
    ])
    expect(to('admin', problem).body.split('\n').slice(1)).toEqual(['Reference ref_4F7K2M'])
  })

  it('may all do what needs no right', () => {
    expect(to('member', problemFixture('access_denied')).action).toBe('Try again')
    expect(to('member', problemFixture('not_authenticated')).action).toBe('Sign in')
  })

  it.each([
    ['reauthorization_required', 'admin_access_lost'],
    ['blocked', 'subscription_ended'],
  ] as const)(
    'who may re-authorize find the kit’s button where an admin is needed: %s, %s',
    (status, reason) => {
      const lost = connectionFixture(status, reason)
      expect([to('admin', lost).action, to('member', lost).action]).toEqual(['Re-authorize', null])
    },
  )

  it('find no button where it is a right of the product’s that is missing', () => {
    expect(to('admin', problemFixture('forbidden')).action).toBeNull()
  })

  it.each([
    ['en', /until the 1st.*contact support/],
    ['es', /hasta el día 1.*soporte/],
    ['fr', /jusqu’au 1er.*support/],
    ['de', /Monatsersten.*Support/],
    ['ja', /来月1日まで.*サポート/],
    ['ar', /الأول من الشهر.*الدعم/],
  ])('read until when a reached limit pauses, and who helps if it lasts: %s', (locale, wanted) => {
    const { body } = describe(connectionFixture('blocked', 'quota_exceeded'), { locale })
    expect(body.replaceAll('\u2060', '')).toMatch(wanted)
  })

  it('read whom to write to where support has to help, and only there', () => {
    const contact = 'help@example.com'
    const body = (reason: Reason) => describe(connectionFixture('blocked', reason), { contact }).body
    expect(body('quota_exceeded')).toContain('Contact: help@example.com')
    expect(body('company_locked')).not.toContain('help@example.com')
  })
})

suite('a link', () => {
  const needed = connectionFixture('reauthorization_required', 'revoked', { id: 'con_1&2' })
  const linkOf = (page: DescribeOptions['page'], what: Parameters<typeof describe>[0] = needed) =>
    describe(what, { page }).link

  it('leads to the connection on the host’s page', () => {
    expect(linkOf(undefined)).toBeNull()
    expect(linkOf('/books')).toBe('/books?connection=con_1%262')
    expect(linkOf('https://a.example/books?tab=1#top')).toBe(
      'https://a.example/books?tab=1&connection=con_1%262#top',
    )
  })

  it('is the host’s own where it gives a function, which is given what is needed', () => {
    const page: DescribeOptions['page'] = ({ connectionId, action, audience }) =>
      `/c/${connectionId}/${action}/${audience}`
    expect(linkOf(page)).toBe('/c/con_1&2/reauthorize/admin')
    expect(
      linkOf(
        page,
        EVENTS.find(({ connectionId }) => connectionId === null),
      ),
    ).toBe('/c/null/null/admin')
    expect(linkOf(() => null)).toBeNull()
  })

  it('is the right address where a page was opened at another', () => {
    const problem = problemFixture('wrong_address', { openAt: 'https://app.example.com/books' })
    expect(describe(problem, { page: PAGE })).toMatchObject({
      action: 'Open the right address',
      link: 'https://app.example.com/books',
    })
  })
})

suite('an event', () => {
  it('is described with the name and the dates of its own connection, not of another', () => {
    const event = eventOf('connection.expiring', { clock: 'hard', daysLeft: 30 })
    const connection = connectionFixture('expiring', 'hard_expiry_near')
    const own = describe(event, options('en', 'admin', { connection }))
    expect(own).toMatchObject({
      title: 'Connected to Harbor Tea Co.',
      body: 'Re-authorize by December 3, 2026 to keep it connected.',
      action: 'Re-authorize',
    })
    const other = describe(event, options('en', 'admin', { connection: { ...connection, id: 'con_other' } }))
    expect(other.title).toBe('Connected to your company.')
    expect(other.body).toContain('December 21, 2026')
  })

  it('names who did it, and when', () => {
    expect(
      describe(eventOf('connection.disconnected', { reason: 'by_user' }), options('en', 'admin')),
    ).toMatchObject({
      title: 'Disconnected from your company.',
      body: 'By Ada Martin, on November 21, 2026.',
      action: 'Reconnect',
    })
  })

  it('asks for the confirmation that a first connect waits for', () => {
    const connection = connectionFixture('awaiting_confirmation')
    const connected = eventOf('connection.connected', { reconnected: false })
    expect(describe(connected, options('en', 'admin', { connection }))).toMatchObject({
      title: 'Is Harbor Tea Co. the right company?',
      action: 'Confirm company',
    })
    expect(describe(connected, options('en', 'admin')).action).toBeNull()
  })

  it('describes why a sync failed', () => {
    const error = problemFixture('internal', { detail: 'Line 7 has no account.' })
    const connection = connectionFixture('connected', null, {
      sync: { ...connectionFixture().sync, state: 'failed', error },
    })
    const failed = eventOf('sync.failed', { runId: null, code: 'internal', reference: 'ref_4F7K2M' })
    expect(describe(failed, options('en', 'admin', { connection })).body).toBe(
      'Line 7 has no account. By Ada Martin, on November 21, 2026.\nReference ref_4F7K2M',
    )
  })
})

suite('words', () => {
  it('are the host’s own where it gives some', () => {
    const messages = { reauthorize: 'Renew access', headlines: { revoked: 'Please renew.' }, news: 'Books' }
    expect(describe(connectionFixture('reauthorization_required', 'revoked'), { messages })).toMatchObject({
      title: 'Please renew.',
      action: 'Renew access',
    })
    expect(describe(eventOf('made_up.tomorrow', {}), { messages }).title).toBe('Books')
  })

  it('are those of the reader’s language, region and time zone', () => {
    const off = connectionFixture('disconnected', 'by_user', { disconnectedAt: '2026-11-21T02:00:00Z' })
    const at = (locale: string, timeZone: string) => describe(off, { locale, timeZone }).body
    expect(at('de_AT', 'Europe/Vienna')).toBe('Am 21.\u00a0November 2026.')
    expect(at('en-US', 'America/New_York')).toBe('On November 20, 2026.')
    expect(at('pt-BR', 'UTC')).toMatch(/^On /)
    expect(() => at('en', 'Mars/Olympus')).toThrow(RangeError)
  })

  it('isolate a name that runs the other way', () => {
    const company = { ...connectionFixture().company, name: 'متجر الشاي' }
    const { subject, title } = describe(connectionFixture('connected', null, { company }), { locale: 'en' })
    for (const text of [subject, title]) expect(text).toContain('\u2068متجر الشاي\u2069')
  })

  it('are the same for the same facts', () => {
    const once = () => JSON.stringify(EVENTS.map((event) => describe(event, { locale: 'ja' })))
    expect(once()).toBe(once())
  })
})
