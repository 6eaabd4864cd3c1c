// The addresses Intuit sends people to: after a disconnect inside QuickBooks, and to reconnect.
import { parseRealmId, type RealmId } from '@mooring/contract'
import type { Deps } from '../deps.ts'
import { type HttpReply, type HttpRequest, redirect } from '../http/http-types.ts'
import { connectionsLink, page } from '../http/pages/page.ts'
import { MINUTE } from '../platform/clock.ts'
import type { ReadRepositories } from '../stores/store.ts'

/** Spellings seen in the wild. */
const REALM_NAMES = ['realmid', 'realm_id']
/** A hint costs a refresh at Intuit and anybody can send one: at most one a minute counts. */
const HINT_EVERY_MS = MINUTE

export function createIntuitPages(deps: Deps) {
  const { config, store } = deps

  /** With a realm id: a hint, verified before anything changes. Then a page that does not say whose it is. */
  async function disconnected(request: HttpRequest): Promise<HttpReply> {
    const hint = [...request.query].find(([name]) => REALM_NAMES.includes(name.toLowerCase()))
    if (hint === undefined) return explanation()
    const realmId = parseRealmId(hint[1])
    if (realmId !== null) await noteHint(realmId)
    return redirect(`${config.publicPath}/disconnected`)
  }

  async function noteHint(realmId: RealmId): Promise<void> {
    const vault = await deps.vault()
    const realmTag = vault.realmTag(config.environment, realmId)
    const now = config.now()
    const hinted = async ({ connections }: Pick<ReadRepositories, 'connections'>) =>
      (await connections.findByRealm(config.environment, realmTag)).filter(
        ({ status, disconnectHintAt: at }) =>
          status !== 'disconnected' && (at === null || at > now || now - at >= HINT_EVERY_MS),
      )
    // Anybody can ask: the store is written only where there is something to note.
    if ((await store.read(hinted)).length === 0) return
    await store.write(async (tx) => {
      for (const holder of await hinted(tx)) {
        await tx.connections.update({ ...holder, disconnectHintAt: now, dueAt: now })
      }
    })
    deps.wake()
  }

  function explanation(): HttpReply {
    return page(
      'Disconnected from QuickBooks',
      `<h1>Disconnected from QuickBooks</h1>
<p>Syncing with QuickBooks has stopped. Your settings are kept.</p>
<p>To reconnect, sign in, open your connections and choose “Connect to QuickBooks”.</p>${connectionsLink(config.connectionsPage)}`,
    )
  }

  async function reconnect(): Promise<HttpReply> {
    return redirect(config.connectionsPage)
  }

  return { disconnected, reconnect }
}
