// Signs that an attempt may have moved: messages of the callback's page, the page being looked at again.
import { ATTEMPT_CHANNEL, ATTEMPT_MESSAGE } from '@mooring/contract'

/**
 * Calls back at each hint until the returned function is called. A hint is no proof: it only says when to ask the server.
 * @param adapterOrigin whose messages count
 */
export function listenForHints(adapterOrigin: string, onHint: () => void): () => void {
  const onMessage = ({ origin, data }: MessageEvent) => {
    if (origin === adapterOrigin && data?.type === ATTEMPT_MESSAGE) onHint()
  }
  const onSeen = () => {
    if (!document.hidden) onHint()
  }
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(ATTEMPT_CHANNEL)
  channel?.addEventListener('message', onHint)
  window.addEventListener('message', onMessage)
  window.addEventListener('focus', onSeen)
  window.addEventListener('pageshow', onSeen)
  document.addEventListener('visibilitychange', onSeen)
  return () => {
    channel?.close()
    window.removeEventListener('message', onMessage)
    window.removeEventListener('focus', onSeen)
    window.removeEventListener('pageshow', onSeen)
    document.removeEventListener('visibilitychange', onSeen)
  }
}
