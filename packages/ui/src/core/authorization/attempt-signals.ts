// Signs that an attempt may have moved: messages of the callback's page, the page being visible again.
import { ATTEMPT_CHANNEL, ATTEMPT_MESSAGE, ATTEMPT_RECEIVED } from '@mooring/contract'

/** What a browser that came back hands over where the adapter saw no session: `attempt`, its id, and `claim`, a secret. */
export interface Handed {
  readonly attempt: unknown
  readonly claim: unknown
}

/**
 * Calls back at each hint until the returned function is called. A hint is no proof: it only says when to ask the server.
 * @param adapterOrigin whose messages count
 * @param onClaim called with what claims an attempt, which is to be checked, and with a way to answer its sender
 */
export function onAttemptSignal(
  adapterOrigin: string,
  onHint: () => void,
  onClaim: (handed: Handed, answer: (message: unknown) => void) => void = () => {},
): () => void {
  const onMessage = ({ origin, data, source }: MessageEvent) => {
    if (origin !== adapterOrigin || data?.type !== ATTEMPT_MESSAGE) return
    if (data.claim) onClaim(data, (message) => source?.postMessage(message, { targetOrigin: origin }))
    onHint()
  }
  const onSeen = () => {
    if (!document.hidden) onHint()
  }
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(ATTEMPT_CHANNEL)
  const onChannel = ({ data }: MessageEvent) => {
    // What another tab answers is no news of an attempt.
    if (data?.type === ATTEMPT_RECEIVED) return
    if (data?.claim) onClaim(data, (message) => channel?.postMessage(message))
    onHint()
  }
  channel?.addEventListener('message', onChannel)
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
