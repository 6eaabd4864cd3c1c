// Sends a window on its way to Intuit, with the cookie that binds the attempt to this browser.
import type { AuthorizeReply } from '@mooring/contract'
import type { Path } from '../paths.ts'
import { siteTop } from './top-window.ts'

const LAUNCH: Path = '/launch'

/**
 * Whether the cookie of a fetch would be a third party's and get lost: then a first-party window has to fetch it.
 * Another host name counts, as the browser's list of what belongs together is not to be had here.
 */
export function needsFirstPartyLaunch(basePath: string): boolean {
  return siteTop() === null || new URL(basePath, location.href).hostname !== location.hostname
}

/**
 * Goes to Intuit in the popup, or in this window where there is none: from a frame, in the topmost one.
 * @throws Error where the frame is not allowed to
 */
export function navigateToIntuit(reply: AuthorizeReply, popup: Window | null, basePath: string): void {
  if (needsFirstPartyLaunch(basePath)) launch(reply.ticket, popup, basePath)
  else if (popup) popup.location.replace(httpAddress(reply.authorizeUrl))
  else (siteTop() ?? window).location.assign(httpAddress(reply.authorizeUrl))
}

/** The ticket goes in a form's body, never in an address. */
function launch(ticket: string, popup: Window | null, basePath: string): void {
  const form = document.createElement('form')
  form.method = 'POST'
  form.action = basePath + LAUNCH
  form.target = popup ? popup.name : '_top'
  form.hidden = true
  form.append(Object.assign(document.createElement('input'), { name: 'ticket', value: ticket }))
  document.body.append(form)
  form.submit()
  form.remove()
}

/** Only an address of the web is gone to, whatever the server says. */
function httpAddress(address: string): string {
  const url = new URL(address, location.href)
  if (!/^https?:$/.test(url.protocol)) throw new Error('The address of QuickBooks is not one of the web.')
  return url.href
}
