// The popup's last page: tells who waits, closes itself, and says in words what to do when it can't.
import { ATTEMPT_CHANNEL, ATTEMPT_MESSAGE, CODES, type Code } from '@mooring/contract'
import type { HttpReply } from '../exchange.ts'
import { connectionsLink, escapeHtml, page } from './page.ts'

const WORDS: Partial<Record<Code, string>> = {
  state_invalid:
    'This authorization link is not valid or was used already. Go back to the page you came from and start again.',
  session_mismatch:
    'This authorization was started in another browser or by another person. Sign in where you started, and start again there.',
  identity_unavailable:
    'Your sign-in could not be checked just now. Wait a moment, go back to the page you came from and try again.',
  app_misconfigured: 'Trying again does not help here. Please tell the support of the product you came from.',
  store_unavailable:
    'The data could not be reached just now. Go back to the page you came from and try again.',
}

const script = (origins: readonly string[]): string => `
(function () {
  var attempt = new URLSearchParams(location.search).get('attempt')
  if (!attempt || !/^att_[a-z0-9]+$/.test(attempt)) return
  var message = { type: ${JSON.stringify(ATTEMPT_MESSAGE)}, attempt: attempt }
  try { var channel = new BroadcastChannel(${JSON.stringify(ATTEMPT_CHANNEL)}); channel.postMessage(message) } catch (error) {}
  var origins = [location.origin].concat(${JSON.stringify(origins)})
  try { if (window.opener) origins.forEach(function (origin) { window.opener.postMessage(message, origin) }) } catch (error) {}
  setTimeout(function () { window.close() }, 50)
})()
`

/** The page after a callback that named an attempt: the same for every outcome. */
export const donePage = (origins: readonly string[]): HttpReply =>
  page(
    'Back to your product',
    '<h1>All done here</h1><p>You can close this window. The page you came from already knows how it went.</p>',
    script(origins),
  )

const isCode = (value: string): value is Code => Object.hasOwn(CODES, value)

/**
 * The page after a callback nobody here can answer for: words by code, nothing reflected.
 * @param connectionsPage where a person without another window goes on
 */
export function problemPage(value: string, connectionsPage: string): HttpReply {
  const code: Code = isCode(value) ? value : 'internal'
  const words = WORDS[code] ?? 'Go back to the page you came from and start again.'
  return page(
    'Not connected',
    `<h1>${escapeHtml(CODES[code].title)}</h1><p>${escapeHtml(words)}</p><p>Nothing was changed.</p>${connectionsLink(connectionsPage)}`,
  )
}
