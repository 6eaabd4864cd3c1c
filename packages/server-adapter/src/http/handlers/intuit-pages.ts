// The addresses Intuit sends people to: after a disconnect inside QuickBooks, and to reconnect.
import type { Parts } from '../../config/parts.ts'
import { MINUTE } from '../../platform/clock.ts'
import { type HttpReply, type HttpRequest, redirect } from '../exchange.ts'
import { escapeHtml, page } from '../pages/page.ts'

/** Spellings seen in the wild. */
const REALM_NAMES = ['realmid', 'realm_id']
const REALM = /^[0-9]{1,20}$/
/** A hint costs a refresh at Intuit and anybody can send one: at most one a minute counts. */
const HINT_EVERY_MS = MINUTE

export function createIntuitPages(parts: Parts) {
  const { config, store } = parts

  /** With a realm id: a hint, verified before anything changes. Then a page that tells nothing of whose it is. */
  async function disconnected(request: HttpRequest): Promise<HttpReply> {
    const hint = [...request.query].find(([name]) => REALM_NAMES.includes(name.toLowerCase()))
    if (hint === undefined) return explanation()
    if (REALM.test(hint[1])) await noteHint(hint[1])
    return redirect(`${config.publicPath}/disconnected`)
  }

  async function noteHint(realmId: string): Promise<void> {
    const vault = await parts.vault()
    const realmTag = vault.realmTag(config.environment, realmId)
    const now = config.now()
    await store.write(async (ledgers) => {
      for (const holder of await ledgers.connections.findByRealm(config.environment, realmTag)) {
        const recent = holder.disconnectHintAt !== null && now - holder.disconnectHintAt < HINT_EVERY_MS
        if (holder.status === 'disconnected' || recent) continue
        await ledgers.connections.update({ ...holder, disconnectHintAt: now, dueAt: now })
      }
    })
    parts.wake()
  }

  function explanation(): HttpReply {
    const where =
      config.reconnectUrl ??
      `${config.redirectOrigin}${new URL(config.returnTo.default, config.redirectOrigin).pathname}`
    const link = `<a href="${escapeHtml(where)}">Open your connections</a>`
    return page(
      'Disconnected from QuickBooks',
      `<h1>Disconnected from QuickBooks</h1>
<p>Syncing with QuickBooks has stopped. Your settings are kept.</p>
<p>To reconnect, sign in, open your connections and choose “Connect to QuickBooks”.</p><p>${link}</p>`,
    )
  }

  async function reconnect(): Promise<HttpReply> {
    return redirect(config.reconnectUrl ?? new URL(config.returnTo.default, config.redirectOrigin).href)
  }

  return { disconnected, reconnect }
}
