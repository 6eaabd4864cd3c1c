// Each of our calls to Intuit: how a test makes it, and what is seen of it.
import type { Attempt, Connection } from '@mooring/contract'
import type { FaultTarget } from '@mooring/simulator'
import { MINUTE } from '../../src/platform/clock.ts'
import { handWrittenTokens } from '../token-lifecycle/hand-written.ts'
import type { Cell } from './matrix-stage.ts'
import { connectionStateOf, outcomeOf, refusalOf, type Seen } from './seen.ts'
import type { CallName } from './table.ts'

const CODE: FaultTarget = { route: 'token', grant: 'authorization_code' }
const REFRESH: FaultTarget = { route: 'token', grant: 'refresh_token' }
const COMPANY: FaultTarget = { route: 'company' }
const QUERY: FaultTarget = { route: 'query' }
const REVOKE: FaultTarget = { route: 'revoke' }

const SELECT = '/query?query=select%20*%20from%20Invoice'

/** A person goes through Intuit and comes back. */
const authorized =
  (target: FaultTarget) =>
  async (cell: Cell): Promise<Seen> => {
    const { browser, control, stage } = cell
    const started = await browser.authorize()
    const callbackUrl = await control.authorize(started.authorizeUrl, cell.person)
    const attempt = async () => (await browser.get<Attempt>(`/attempts/${started.attemptId}`)).body
    const { log } = await cell.answered(target, () => browser.get(callbackUrl))
    const first = await attempt()
    control.clearFaults()
    control.clock.advance(2 * MINUTE)
    await stage.adapter.runDueWork()
    return {
      becomes: outcomeOf(first),
      afterwards: outcomeOf(await attempt()),
      reads: first.problem?.detail,
      log,
    }
  }

/** A person re-authorizes a company whose connection lives, at an Intuit that leaves the earlier grant alive. */
async function reauthorize(cell: Cell): Promise<Seen> {
  const { books, browser, control, stage } = cell
  control.behave({ secondConsentKillsEarlier: false, revokeIsAppWide: false })
  const { id } = await browser.connect(control, cell.person)
  const started = await browser.authorize({ connectionId: id })
  const callbackUrl = await control.authorize(started.authorizeUrl, cell.person)
  const attempt = async () => (await browser.get<Attempt>(`/attempts/${started.attemptId}`)).body
  const connection = async () => connectionStateOf(await books.connections.get(id))
  const { log } = await cell.answered(COMPANY, () => browser.get(callbackUrl))
  const first = await attempt()
  const becomes = `${outcomeOf(first)}, the connection ${await connection()}`
  control.clearFaults()
  control.clock.advance(2 * MINUTE)
  await stage.adapter.runDueWork()
  const verified = connectionStateOf(await books.verify(id))
  const afterwards = `${outcomeOf(await attempt())}, the connection ${verified}`
  return { becomes, afterwards, reads: first.problem?.detail, log }
}

/** Two minutes later the same; then all is well again for Intuit. */
async function judgedAgain(
  cell: Cell,
  target: FaultTarget,
  id: string,
): Promise<Pick<Seen, 'later' | 'afterwards'>> {
  const { books, control } = cell
  control.clock.advance(2 * MINUTE)
  const later = await cell.again(target, () => books.verify(id))
  control.clearFaults()
  control.clock.advance(61 * MINUTE)
  return { later: connectionStateOf(later), afterwards: connectionStateOf(await books.verify(id)) }
}

const standing = async (cell: Cell, { id }: Connection): Promise<string> =>
  connectionStateOf(await cell.books.connections.get(id))

async function refresh(cell: Cell): Promise<Seen> {
  const { books, browser, control } = cell
  const connection = await browser.connect(control, cell.person)
  control.clock.advance(61 * MINUTE)
  const asked = () => books.tokens.get(connection.id).then(() => 'a live token', refusalOf)
  const { result, log } = await cell.answered(REFRESH, asked)
  const becomes = await standing(cell, connection)
  return { becomes, ...(await judgedAgain(cell, REFRESH, connection.id)), host: result, log }
}

async function verify(cell: Cell): Promise<Seen> {
  const { books, browser, control } = cell
  const { id } = await browser.connect(control, cell.person)
  const { result, log } = await cell.answered(COMPANY, () => books.verify(id))
  return { becomes: connectionStateOf(result), ...(await judgedAgain(cell, COMPANY, id)), log }
}

async function request(cell: Cell): Promise<Seen> {
  const { books, browser, control } = cell
  const connection = await browser.connect(control, cell.person)
  const asked = () =>
    books.request(connection.id, SELECT).then(() => "Intuit's answer, as it came", refusalOf)
  const { result, log } = await cell.answered(QUERY, asked)
  return { becomes: await standing(cell, connection), host: result, log }
}

const imported =
  (target: FaultTarget) =>
  async (cell: Cell): Promise<Seen> => {
    const { books, control, realmId, stage } = cell
    const { refreshToken } = await handWrittenTokens(stage, realmId)
    const listed = async () => {
      const [shown] = await books.connections.list()
      return shown === undefined ? 'nothing' : connectionStateOf(shown)
    }
    const again = () => books.connections.import({ realmId, refreshToken }).then(connectionStateOf, refusalOf)
    const { result, log } = await cell.answered(target, again)
    const becomes = await listed()
    control.clearFaults()
    control.clock.advance(2 * MINUTE)
    return { becomes, afterwards: await again(), host: result, log }
  }

async function revoke(cell: Cell): Promise<Seen> {
  const { browser, control, stage } = cell
  const { id } = await browser.connect(control, cell.person)
  const disconnected = () => browser.post<Connection>(`/connections/${id}/disconnect`, {})
  const now = async () => {
    const { disconnect } = await cell.books.connections.get(id)
    return `disconnected, revoke ${disconnect?.revoke}`
  }
  const { log } = await cell.answered(REVOKE, disconnected)
  const becomes = await now()
  control.clearFaults()
  control.clock.advance(2 * MINUTE)
  await stage.adapter.runDueWork()
  return { becomes, afterwards: await now(), log }
}

/** Every call of the table. */
export const CALLS = {
  exchange: authorized(CODE),
  firstRead: authorized(COMPANY),
  reauthorize,
  refresh,
  verify,
  request,
  importRefresh: imported(REFRESH),
  importRead: imported(COMPANY),
  revoke,
} satisfies Record<CallName, (cell: Cell) => Promise<Seen>>
