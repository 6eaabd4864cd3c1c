// The popup's last page: notifies its opener, closes itself, and says what to do when it can't.
import {
  ATTEMPT_CHANNEL,
  ATTEMPT_MESSAGE,
  ATTEMPT_RECEIVED,
  CLAIM_FIELD,
  CODES,
  type Code,
} from '@mooring/contract'
import { ATTEMPT_LIFE_MS } from '../../config/defaults.ts'
import type { HttpReply } from '../http-types.ts'
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

/** How long it waits for a page to take the secret before it offers a way on, and how often it hands it over, ms. */
const OFFER_AFTER_MS = 1500
const REPEAT_MS = 500

/** A value as the source of a script within a page. */
const source = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

/**
 * The secret is out of the address before anything else, and lives on in this entry of the window's history for a reload.
 * @param next where a person goes on whose product's page can't be reached from here
 */
const script = (origins: readonly string[], next: string): string => `
(function () {
  var attempt = new URLSearchParams(location.search).get('attempt')
  var given = new URLSearchParams(location.hash.slice(1))
  var saved = history.state || {}
  var isGiven = given.has(${source(CLAIM_FIELD)})
  var claim = isGiven ? given.get(${source(CLAIM_FIELD)}) : saved.claim
  var from = isGiven ? given.get('from') : saved.from
  if (location.hash) history.replaceState({ claim: claim, from: from }, '', location.pathname + location.search)
  if (!attempt || !/^att_[a-z0-9]+$/.test(attempt)) return
  var message = { type: ${source(ATTEMPT_MESSAGE)}, attempt: attempt }
  if (claim) message.claim = claim
  var origins = [location.origin].concat(${source(origins)})
  try { if (from && new URL(from).origin === from && origins.indexOf(from) < 0) origins.push(from) } catch (error) {}
  var channel = null
  try { channel = new BroadcastChannel(${source(ATTEMPT_CHANNEL)}) } catch (error) {}
  function post() {
    if (channel) channel.postMessage(message)
    try { if (window.opener) origins.forEach(function (origin) { window.opener.postMessage(message, origin) }) } catch (error) {}
  }
  function leave() { setTimeout(function () { window.close() }, 50) }
  post()
  if (!claim) return leave()
  function show(id) {
    ['done', 'finishing', 'next'].forEach(function (other) { document.getElementById(other).hidden = other !== id })
  }
  var url = new URL(${source(next)})
  url.searchParams.set('attempt', attempt)
  url.searchParams.set('outcome', 'pending')
  var before = url.hash === '' ? '' : /^#!?\\//.test(url.hash) && url.hash.indexOf('?') < 0 ? '?' : '&'
  url.hash = url.hash + before + ${source(`${CLAIM_FIELD}=`)} + encodeURIComponent(claim)
  document.getElementById('go').href = url.href
  show('finishing')
  var again = setInterval(post, ${REPEAT_MS})
  setTimeout(function () { clearInterval(again) }, ${ATTEMPT_LIFE_MS})
  var offer = setTimeout(function () { show('next') }, ${OFFER_AFTER_MS})
  function onMessage(event) {
    if (origins.indexOf(event.origin) < 0) return
    var said = event.data
    if (!said || said.type !== ${source(ATTEMPT_RECEIVED)} || said.attempt !== attempt) return
    clearInterval(again)
    clearTimeout(offer)
    history.replaceState(null, '', location.pathname + location.search)
    show('done')
    leave()
  }
  window.addEventListener('message', onMessage)
  if (channel) channel.addEventListener('message', onMessage)
})()
`

const PARTS = `<div role="status"><div id="done"><h1>All done here</h1>
<p>You can close this window. The page you came from already knows how it went.</p></div>
<div id="finishing" hidden><h1>Almost done</h1><p>One moment, please: the page you came from is finishing this.</p></div>
<div id="next" hidden><h1>One more step</h1><p>Go back to your product to finish this. You can do that from here.</p>
<p><a id="go">Finish in your product</a></p></div></div>`

/**
 * The page after a callback that named an attempt: the same for every outcome.
 * @param origins of the host's pages, which may be handed the secret of a claim
 * @param connectionsPage where a person without another window goes on
 */
export const donePage = (origins: readonly string[], connectionsPage: string): HttpReply =>
  page('Back to your product', PARTS, script(origins, connectionsPage))

const isCode = (value: string): value is Code => Object.hasOwn(CODES, value)

/**
 * The page after a callback no one here can answer for: words by code, nothing reflected.
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
