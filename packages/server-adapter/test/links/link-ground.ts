// Stages on which a connection needs a re-authorization, and the people of a link.
import type { Connection, HistoryPage, Link, LinkList, LinkReply } from '@mooring/contract'
import { expect } from 'vitest'
import { HOUR, MINUTE } from '../../src/platform/clock.ts'
import { Browser } from '../browser.ts'
import { usePostgres } from '../instances/postgres-stage.ts'
import { HARBOR, type openStage, type Stage } from '../stage.ts'

type StageOptions = Parameters<typeof openStage>[0]

export const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
/** What a browser sends with the button of a page that names no referrer. */
export const BUTTON = { ...FORM, origin: 'null', 'sec-fetch-site': 'same-origin' }

const GRACE = { name: 'Grace Okafor', email: 'grace@ledgerworks.example' }

export type StoreName = 'SQLite' | 'Postgres'
export const STORES: readonly StoreName[] = ['SQLite', 'Postgres']

/** A made link, and its path below the mount path. */
export interface MadeLink extends LinkReply {
  readonly path: string
}

/** Opens stages on either store, each closed after its test. */
export function useLinkStages() {
  const postgres = usePostgres()
  return async (store: StoreName, options: StageOptions = {}): Promise<LinkStage> => {
    const named = { linkPage: { productName: 'Teabooks', workspaceName: () => 'Harbor HQ' }, ...options }
    const stage = store === 'SQLite' ? await postgres.openOnFile(named) : await postgres.open(named)
    return new LinkStage(stage)
  }
}

export class LinkStage {
  readonly stage: Stage
  /** Who may re-authorize, and makes the links. */
  readonly ada: Browser
  id = ''

  constructor(stage: Stage) {
    this.stage = stage
    this.ada = stage.browser()
  }

  get control() {
    return this.stage.simulator.control
  }

  get tenant() {
    return this.stage.adapter.forTenant('harbor')
  }

  /** Someone without a login. */
  stranger = (): Browser => new Browser(this.stage.origin, null)

  /** Connects Harbor Tea Co. and has Intuit refuse it. */
  async needy(): Promise<this> {
    this.id = (await this.ada.connect(this.control, HARBOR_TEA)).id
    await this.refuse()
    return this
  }

  async refuse(): Promise<void> {
    this.control.disconnectInQuickBooks(HARBOR)
    this.control.clock.advance(HOUR)
    for (let tries = 0; tries < 3; tries++) {
      await this.ada.post(`/connections/${this.id}/verify`)
      this.control.clock.advance(MINUTE)
      await this.stage.adapter.runDueWork()
    }
    expect(await this.connection()).toMatchObject({ status: 'reauthorization_required', reason: 'revoked' })
  }

  connection = async (): Promise<Connection> =>
    (await this.ada.get<Connection>(`/connections/${this.id}`)).body

  async make(body: Record<string, unknown> = { recipient: GRACE }): Promise<MadeLink> {
    const answer = await this.ada.post<LinkReply>(`/connections/${this.id}/links`, body)
    if (answer.status !== 201) throw new Error(`a link was refused: ${answer.status} ${answer.text}`)
    return { ...answer.body, path: new URL(answer.body.url).pathname.replace('/api/quickbooks', '') }
  }

  links = async (): Promise<Link[]> =>
    (await this.ada.get<LinkList>(`/connections/${this.id}/links`)).body.links

  stateOf = async ({ link }: LinkReply): Promise<string | undefined> =>
    (await this.links()).find(({ id }) => id === link.id)?.state

  press = async (browser: Browser, { path }: MadeLink, headers: Record<string, string> = BUTTON) =>
    await browser.post(`${path}/start`, undefined, headers)

  /** Presses the button and agrees at Intuit. @returns the callback's address */
  async toIntuit(browser: Browser, made: MadeLink, person = HARBOR_TEA): Promise<string> {
    const started = await this.press(browser, made)
    if (started.status !== 303) throw new Error(`a link did not start: ${started.status}`)
    return await this.control.authorize(started.headers.get('location') ?? '', person)
  }

  /** From the button to the last page. @returns what that page says */
  async follow(browser: Browser, made: MadeLink, person = HARBOR_TEA): Promise<string> {
    return await this.comeBack(browser, await this.toIntuit(browser, made, person))
  }

  async comeBack(browser: Browser, callbackUrl: string): Promise<string> {
    const callback = await browser.get(callbackUrl)
    expect([callback.status, callback.headers.get('location')]).toEqual([302, '/api/quickbooks/link/done'])
    return (await browser.get('/link/done')).text
  }

  typesOf = async (): Promise<string[]> => {
    await this.stage.adapter.runDueWork()
    return this.stage.events.map(({ type }) => type)
  }

  history = async () =>
    (await this.ada.get<HistoryPage>(`/connections/${this.id}/history?limit=200`)).body.entries
}
