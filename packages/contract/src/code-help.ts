// What docs/errors.md says of each code. No run-time code imports this: browsers must not load it.
import type { CODES } from './codes.ts'

interface CodeHelp {
  /** What happened, and what it left behind. */
  readonly what: string
  /** Who meets it. */
  readonly who: string
  /** Why it happens. */
  readonly cause: string
  /** What ends it. */
  readonly cure: string
}

const help = (what: string, who: string, cause: string, cure: string): CodeHelp => ({
  what,
  who,
  cause,
  cure,
})

const ATTEMPT_HELP = {
  access_denied: help(
    'The person was at Intuit and came back without giving access. The attempt is `cancelled`; nothing was changed.',
    'A person who connects or re-authorizes.',
    'They refused at Intuit. Only an admin of a company can give access to it.',
    'Start again, signed in at Intuit as an admin of the company.',
  ),
  state_invalid: help(
    'The `state` of the callback, the ticket of a launch or the secret of a claim belongs to no attempt that waits. Nothing was used up.',
    'A person on the way to Intuit or back; your own code, where it calls `POST /attempts/:id/claim`.',
    'The address was opened a second time, after a long time or in another order; it was cut on its way through a mail or a proxy; or it was made up.',
    'Start again from your page. If everyone meets it, check that your proxy passes the query of `/callback` on unchanged.',
  ),
  state_expired: help(
    'Intuit sent the person back more than 30 minutes after the start. The code was not exchanged; nothing was changed.',
    'A person who took a long break at Intuit.',
    'The attempt had ended before the callback arrived.',
    'Start again. If everyone meets it, the clock of the server is wrong.',
  ),
  session_mismatch: help(
    'The browser or the person that came back is not the one that started. No grant was stored.',
    'A person who comes back from Intuit.',
    "The attempt's cookie is missing, another person is signed in now, or the person has lost the right meanwhile. An address of Intuit's that was sent on to a second browser ends here, by design.",
    'Sign in as the person who starts, and start again in the same browser. If everyone meets it: the proxy drops `Cookie` or `Set-Cookie`, or `redirectUri` is on another host than the page that starts.',
  ),
  company_mismatch: help(
    'Another company was chosen at Intuit than the one to be re-authorized. The connection is as it was. `expectedCompany` and `authorizedCompany` name the two.',
    'A person who re-authorizes, among several companies at Intuit.',
    'Intuit offers the company that was used last.',
    'Start again and choose the expected company. To change companies on purpose, use "switch company" (`allowCompanyChange`).',
  ),
  company_in_use: help(
    'Another tenant of yours has this company. Nothing was changed.',
    'A person who connects a company that another account of your product connected before.',
    "`sharedCompanies` is `'refuse'`, the default: two tenants that use one company can write into each other's books.",
    "Disconnect it at the other tenant: `operations.find({ realmId })` or `mooring find --realm` names it. Or allow it with `sharedCompanies: 'allow'`.",
  ),
  already_connected: help(
    'The tenant has a living connection to another company. Nothing was changed.',
    'A person who connects a second company.',
    '`multipleConnections` is `false`.',
    'Disconnect the first company, switch to the other one (`allowCompanyChange`), or allow several.',
  ),
  invalid_scope: help(
    'Intuit refused the access that the app asks for. Nothing was changed.',
    'Everyone who connects.',
    '`scopes` names a scope that the app does not have at Intuit, or that does not exist.',
    "Compare `scopes` with the permissions of the app in Intuit's developer portal.",
  ),
  exchange_failed: help(
    'Intuit did not give tokens for the code, or sent the person back with an incomplete answer. Nothing was stored.',
    'A person who comes back from Intuit.',
    'The code was too old or used already, the answer lacked it, or Intuit had a fault.',
    "Start again. If everyone meets it, compare `redirectUri` with the portal, letter by letter; the log has the `intuit_tid` that Intuit's support asks for.",
  ),
  company_unreadable: help(
    'The grant is good, but the company could not be read with it, so it was not stored. A re-authorization that was proven later is finished in the background.',
    'A person who comes back from Intuit.',
    'The QuickBooks subscription of the company has ended, the scope does not reach the books, or Intuit did not say which company was chosen.',
    'Start again. Where `action` is `fix_configuration`, give `scopes` the accounting scope; the log has a line with the fault and what to check.',
  ),
  intuit_unavailable: help(
    'Intuit did not answer, or not in time. What was stored is as it was.',
    'Anyone; your syncs too (`request`, `tokens.get`, `connections.import`).',
    'A disturbance at Intuit, a throttled refresh, no network between you and Intuit, or an adapter that is closing.',
    "Wait and try again. If it stays: Intuit's status page, then the network of the server (`mooring doctor`).",
  ),
  app_misconfigured: help(
    'The adapter or the app at Intuit is set up wrongly. The sentence names the option and what to change.',
    'Developers, at `createQuickBooksAdapter` and `start()`; people, when Intuit refuses the keys.',
    'A wrong option; keys of the other environment; a key of `encryptionKeys` that is missing; a webhook whose body was parsed before it reached the adapter.',
    'Do what the sentence or the log says; `mooring doctor` tries each part. No connection is lost by it.',
  ),
  attempt_expired: help(
    'The attempt ended before the person came back from Intuit. Nothing was changed.',
    'A person who left the window open, or started often.',
    '30 minutes have passed, or a newer attempt of the same person replaced it (10 may wait).',
    'Start again.',
  ),
  wrong_address: help(
    'The page was opened at an address to which Intuit does not send people back. No attempt was started. `openAt` is the right one.',
    'A person, often a developer at `127.0.0.1` or at an address inside the network.',
    "The page's origin is not that of `redirectUri`: an http address, a second domain, an IP.",
    'Open `openAt`. Lead all your domains to one, or add the origin to `allowedOrigins`. Behind a proxy, pass `Host` and `Origin` on unchanged.',
  ),
} satisfies Partial<Record<keyof typeof CODES, CodeHelp>>

const BROWSER_HELP = {
  popup_blocked: help(
    'The browser did not open the window, or a frame may not. No attempt waits.',
    'A person who connects or re-authorizes.',
    'The browser blocks windows; the click was simulated, or came long before; a sandboxed frame without `allow-popups`.',
    'Allow windows for the site and try again, or use `mode="redirect"`, which needs none. In a frame, open `openAt` in a tab.',
  ),
  offline: help(
    'The kit could not reach your server. What is shown is the last known state.',
    'A person whose network, or whose server, is away.',
    'No network, a server that is being restarted, a `basePath` that leads nowhere, or a CORS answer without the right headers.',
    'It ends by itself when the server answers. If everyone meets it, open `<basePath>/operations/live` in the browser.',
  ),
} satisfies Partial<Record<keyof typeof CODES, CodeHelp>>

const REQUEST_HELP = {
  not_authenticated: help(
    'No one is signed in.',
    'A person whose session ended; your own code, where it sends no session; a worker that shows no token of `syncReportTokens`.',
    '`identify` returned `null`: no cookie or token arrived, or it has ended.',
    "Sign in. If it meets people who are signed in: does the cookie reach the mount path (`Path`, `SameSite`), and does the provider's `headers` bring the bearer token?",
  ),
  forbidden: help(
    'The person is known, but may not do that.',
    'A person without the right; a person in an attempt that someone else started.',
    "`identify` did not give the route's right in `permissions`. The README of the adapter lists the right of each route.",
    'Ask someone who has the right (`whoCan` names them), or give it in `identify`.',
  ),
  not_found: help(
    'There is nothing by that id or at that address.',
    'Your own code; a person with an old page open.',
    "The id is another tenant's, of the wrong kind or gone; or the mount path is not what the client believes. One answer for all, so that ids of others cannot be tried out.",
    '`operations.find` or `mooring find` says whose an id is. For an address, compare `basePath` with the mount.',
  ),
  method_not_allowed: help(
    'The address exists, but not for this method. `Allow` names those it has.',
    'Your own code; programs that prefetch links.',
    'GET where POST is needed, or a prefetch of `/callback`.',
    'Use the method of the table of routes.',
  ),
  invalid_request: help(
    'A field, a value or an argument is not valid. Nothing was changed. `fields` names each.',
    'Your own code.',
    'An unknown field, a wrong type, an address that is not allowed as `returnTo`, a query that QuickBooks refused, a raw `#`, `+`, `&` or `%` in a query.',
    'Correct what `fields` or the sentence names; write queries with `sql`.',
  ),
  payload_too_large: help(
    'The body is larger than the limit: 64 kB, or 1 MB for webhooks.',
    'Your own code; Intuit, with a very large webhook.',
    'More was sent than any of the routes needs.',
    'Send less. For a refused webhook, read what changed since (`/cdc`).',
  ),
  unsupported_media_type: help(
    'The body is not of the type that the route reads.',
    'Your own code.',
    'A POST without `Content-Type: application/json`; for `/launch` and a link, one that is not a form.',
    'Set the header.',
  ),
  origin_not_allowed: help(
    'The browser page that sent this may not change anything here.',
    'A person on a page of another origin; your own code in a browser.',
    'The `Origin` is neither that of `redirectUri` nor in `allowedOrigins`, or a proxy changed it.',
    'Add the origin to `allowedOrigins`; let the proxy pass `Origin` and `Sec-Fetch-Site` on.',
  ),
  rate_limited: help(
    'The same was asked too often. `Retry-After` says how long to wait where it is known.',
    'A page that asks in a loop; a sync with more requests than Intuit takes.',
    "`rateLimits` of the adapter, or Intuit's own limits (10 a second and 500 a minute per company).",
    'Wait. Inside a guarded run (`syncs.run`) waiting is done for you.',
  ),
  identity_unavailable: help(
    'Your product could not say who is asking. No one was let in; nothing was changed.',
    'Everyone, while it lasts.',
    '`identify` threw, took over 5 s, or returned fields that are no ids, no text or no rights.',
    "Search the log for the answer's `reference`: its line has what was thrown as `cause`.",
  ),
  company_token_mismatch: help(
    'The imported tokens belong to another company than `realmId` names. Nothing was taken over.',
    'Your own code, at `connections.import`.',
    'A row of your table has the token of one company and the realm id of another.',
    'Import the token with the realm id it was given with.',
  ),
  link_ended: help(
    'The link was used, withdrawn, is too old, or is not needed any more. Its page says which, and names no one.',
    'A person without a login who was sent a link.',
    'A link is used up by success and lives 72 hours unless its maker said otherwise.',
    'Ask for a new link.',
  ),
  connection_unavailable: help(
    'The connection exists and cannot be used now. `reason` and `action` of the error say why and who has to act.',
    'Your syncs (`request`, `tokens.get`); a person who acts on a disconnected connection.',
    'Its status is `reauthorization_required`, `blocked`, `checking` or `disconnected`.',
    'Show the kit, which asks the right person; `mooring explain con_…` says all that is known.',
  ),
  company_unconfirmed: help(
    'A company was connected and no one has said yet that it is the right one.',
    'Your syncs, right after a first connect.',
    "`confirmCompany` is `'first'`, the default.",
    "Wait for the event `connection.confirmed`. Your own code may confirm by `POST /connections/:id/confirm-company`; `confirmCompany: 'never'` turns the question off.",
  ),
  sync_running: help(
    'A run of this connection, its import or a taking back is going on.',
    'Your own code; a person who presses the button twice.',
    'One run per connection at a time, over all instances.',
    'Wait for its end. A run whose process died is given up after two minutes without a sign of life.',
  ),
  sync_failed: help(
    'A sync or an import ended with a sentence that your code wrote for people.',
    'A person who reads the state of the sync.',
    'Your work threw `SyncError`.',
    'What the sentence says. The next run goes on from the last checkpoint.',
  ),
  signature_invalid: help(
    'A webhook was refused: its signature fits none of `webhookVerifierTokens`.',
    'Intuit, and anyone else who posts to that address.',
    'No token or the wrong one, a body that was changed on its way, or a forgery.',
    "Copy the verifier token from Intuit's portal; no proxy may rewrite the body.",
  ),
  store_unavailable: help(
    'The store did not answer, or the adapter is closing. What was under way was not stored, or is in memory until the store is back.',
    'Anyone, while it lasts.',
    'SQLite: locked, full or gone. Postgres: away, full or out of connections. A row that is sealed with a key this instance does not have. An instance that is being replaced.',
    'It passes by itself when `retryable` is true. Otherwise the log names what to set right.',
  ),
  internal: help(
    'Something failed that no one foresaw. What was stored is as it was.',
    'Anyone.',
    'A fault of Mooring, or of a function of yours that it calls.',
    "Try again. Then search the log for the answer's `reference`, and report it with the support details.",
  ),
} satisfies Partial<Record<keyof typeof CODES, CodeHelp>>

/** What happened, who meets it, cause and cure, of every code. */
export const CODE_HELP: Record<keyof typeof CODES, CodeHelp> = {
  ...ATTEMPT_HELP,
  ...BROWSER_HELP,
  ...REQUEST_HELP,
}
