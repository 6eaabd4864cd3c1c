// Every number of the adapter's, with its unit and its reason.
import { DAY, HOUR, MINUTE, SECOND } from '../platform/clock.ts'

/** An attempt's life: people search for their password, a passkey, the right admin. */
export const ATTEMPT_LIFE_MS = 30 * MINUTE
/** A switch whose new company no one confirms ends after this time: people go on leave, an accountant is asked. */
export const SWITCH_LIFE_MS = 7 * DAY
/** Answers of two tabs within this time were given at once: no one goes from "Yes" through the disconnect dialog in it. */
export const AT_ONCE_MS = 5 * SECOND
/** A launch ticket's life: a form post follows at once. */
export const TICKET_LIFE_MS = 60 * SECOND
/** An attempt that could not be taken further is due again after this time. */
export const ATTEMPT_PUT_OFF_MS = MINUTE
/** Pending attempts a user may have at once: the oldest are ended beyond it. */
export const PENDING_ATTEMPTS_PER_USER = 10
/** How long a repeated callback waits for the first one's outcome before it redirects all the same. */
export const CALLBACK_WAIT_MS = 12 * SECOND
/** Between two reads of a waiting callback. */
export const CALLBACK_POLL_MS = 100
/** `identify` may take this long. */
export const IDENTIFY_DEADLINE_MS = 5 * SECOND
/** A readiness check of the host's may take this long. */
export const HOST_CHECK_DEADLINE_MS = 5 * SECOND
/** A browser that came back waits this long for the store to take its grant; then its attempt goes on without it. */
export const GRANT_STORE_WAIT_MS = 3 * SECOND
/** An attempt stuck at `returned` for this long lost its process: the code is never exchanged twice. */
export const EXCHANGE_LOST_MS = 60 * SECOND
/** No access token lives longer (Intuit: 3,600 s), whatever is said of one. */
export const ACCESS_LIFE_MS = HOUR
/** So far the clocks of processes on one store may be apart before it costs a refresh. */
export const CLOCKS_APART_MS = 15 * MINUTE
/** No refresh token lives longer unused (Intuit: 8,726,400 s), and none longer at all (Intuit: five years). */
export const GRANT_IDLE_MS = 101 * DAY
export const GRANT_HARD_MS = 5 * 366 * DAY
/** A token is handed out only with at least this much life left. */
export const TOKEN_MARGIN_MS = 2 * MINUTE
/** A live token is served from memory for this long after it was read, and so for at most this long after another process ended it. */
export const TOKEN_CACHE_MS = SECOND
/** `tokens.get` answers within this time. */
export const TOKEN_DEADLINE_MS = 30 * SECOND
/** A refresh lease: longer than the transport's deadline and the commit after it, short enough that callers outlive a dead holder. */
export const REFRESH_LEASE_MS = 18 * SECOND
/** A lone refusal is confirmed by one more try after this time. */
export const CONFIRM_REFUSAL_MS = MINUTE
/** A request of the host's that is refused leads to a read of its company at most this often: Intuit meters reads. */
export const DOUBT_EVERY_MS = 10 * MINUTE
/** The host's answer waits this long for what such a read says; then it is handed on, and the read goes on. */
export const DOUBT_WAIT_MS = 3 * SECOND
/** Back-off of deliveries: first, and most. */
export const DELIVERY_FIRST_MS = SECOND
export const DELIVERY_MOST_MS = HOUR
/** Tries after which a connection's queue of events is stalled. */
export const DELIVERY_TRIES = 20
/** The address that events are posted to may take this long to answer (Standard Webhooks: 15 to 30 s). */
export const ENDPOINT_DEADLINE_MS = 15 * SECOND
/** A host's `onEvent` may take this long. */
export const DELIVERY_DEADLINE_MS = 30 * SECOND
/** How often the in-process runner searches for due work when nothing woke it. */
export const RUNNER_IDLE_MS = 5 * SECOND
/** Due work that has waited for longer says that no one does it. */
export const READY_AFTER_MS = 15 * MINUTE
/** Store and keys have this long to show that they can be used. */
export const STATUS_DEADLINE_MS = 5 * SECOND
/** A run without a sign of life for this long is taken to be dead. */
export const RUN_ALIVE_MS = 2 * MINUTE
/** The same of a run that a worker in another language reports: it has to be heard of this often. */
export const REPORTED_ALIVE_MS = 5 * MINUTE
/** A request of the host's is answered within this time, its refresh included. */
export const REQUEST_DEADLINE_MS = 15 * SECOND
/** The longest a request may be given: Intuit cuts its own at 120 s. */
export const REQUEST_DEADLINE_MOST_MS = 120 * SECOND
/** A run waits this long, of real time, until it is known whether a refused connection works; then it is paused. */
export const VERDICT_WAIT_MS = 2 * MINUTE
/** Between two reads of a run that waits for a status, ms of real time. */
export const VERDICT_POLL_MS = 500
/** Back-off of queued revokes and waiting company reads: first, and most. */
export const RETRY_FIRST_MS = 5 * SECOND
export const RETRY_MOST_MS = HOUR
/** Intuit stops honouring a refresh token long before: a queued revoke is given up then. */
export const REVOKE_LIFE_MS = 100 * DAY
/** An imported token is renewed by one process at a time: longer than two calls of Intuit's and the commit after them. */
export const IMPORT_LEASE_MS = 30 * SECOND
/** Another import of the same token waits this long for it. */
export const IMPORT_WAIT_MS = 40 * SECOND
/** An import whose tokens were renewed and that has not come to its end within this time lost its process. */
export const IMPORT_LOST_MS = 2 * MINUTE
/** What Intuit renewed during an import that was refused is stored for this long. */
export const IMPORT_RETENTION_MS = DAY
/** A token that was taken over is known again for this long: Intuit lets an unused one live for 100 days. */
export const IMPORT_KNOWN_MS = 100 * DAY
/** How long changes are stored for streams that come back with Last-Event-ID. */
export const CHANGES_RETENTION_MS = DAY
/** A host gets at most one event in this time for a connection's webhooks, with all that came meanwhile. */
export const WEBHOOK_EVERY_MS = SECOND
/** Webhooks in one event: it stays small enough for the host to handle. */
export const WEBHOOK_PAGE = 1_000
/** Tries after which a webhook is parked: what is behind it goes on meanwhile. */
export const WEBHOOK_TRIES = 5
/** Intuit repeats a webhook every 6 h until it is acknowledged: for this long the same event is known again. */
export const WEBHOOKS_RETENTION_MS = 30 * DAY
/** Refused webhooks are counted in memory first, so that a flood of them does not become a flood of writes. */
export const REFUSALS_WRITTEN_EVERY_MS = MINUTE
/** Days of health stored: a year can be shown, and its start looked up a little later. */
export const HEALTH_RETENTION_MS = 400 * DAY
/** How long writes are stored, so that a year's can be read and taken back. */
export const WRITES_RETENTION_MS = 400 * DAY
/** The answer to a write is read up to here to note what was written; a full batch is far smaller, in bytes. */
export const WRITE_ANSWER_BYTES = 8 * 1024 * 1024
/** Tries to store a note of what was written, and the pause between; then it is in the log alone. */
export const WRITE_TRIES = 10
export const WRITE_TRY_PAUSE_MS = 500
/** Who reads the log of writes waits this long for what is being noted. */
export const WRITES_WAIT_MS = 6 * SECOND
/** Records taken back are tried again after this time where QuickBooks did not answer, and how often at most. */
export const TAKE_BACK_AGAIN_MS = MINUTE
export const TAKE_BACK_TRIES = 60
/** Runs of a set-up's import before it counts as failed. */
export const SETUP_TRIES = 3
/** A run of an import without a sign of life for this long is taken to be dead: soon after its process was killed. */
export const SETUP_ALIVE_MS = 20 * SECOND
/** A failed import is tried once more this often: what prevented it may have passed. */
export const SETUP_AGAIN_MS = HOUR
/** How long delivered events are stored; the history has what they said for longer. */
export const EVENTS_RETENTION_MS = 7 * DAY
/** How long finished attempts are stored, for support. */
export const ATTEMPTS_RETENTION_MS = 90 * DAY
/** A comment on each event stream, so that proxies do not close it. */
export const STREAM_COMMENT_MS = 15 * SECOND
/** A stream's permissions are checked again this often. */
export const STREAM_RIGHTS_MS = 60 * SECOND
/** A stream whose reader takes nothing for this long is ended. */
export const STREAM_STUCK_MS = 60 * SECOND
/** People who have a right are asked of the host for this long; then the page does without. */
export const WHO_CAN_DEADLINE_MS = SECOND
/** The host may take this long to say what a disconnect would mean. */
export const HOST_IMPACT_DEADLINE_MS = 5 * SECOND
/** The host may take this long to count what waits; then nothing is said of it. */
export const HOST_BACKLOG_DEADLINE_MS = 3 * SECOND
/** A disconnect waits this long for Intuit to take the revoke; then the background goes on with it. */
export const REVOKE_WAIT_MS = 3 * SECOND
/** `close` waits this long for requests under way: a callback's three calls of Intuit's fit in. */
export const CLOSE_WAIT_MS = 40 * SECOND
/** What an operator's page counts (a backlog, a day's failures) it counts up to here: enough to see that it is too much. */
export const COUNTED_MOST = 10_000
/** An instance whose clock is further than this from the database's is named in the log: leases go by these clocks. */
export const CLOCK_GAP_WARNED_MS = 5 * SECOND
/** How long a link can be used, hours, where its creator does not say. */
export const LINK_HOURS = 72
/** A link that would be open for longer than this was made by a clock that was ahead: it is over. */
export const LINK_LIFE_MOST_MS = 168 * HOUR + CLOCKS_APART_MS
/** Open links a connection may have at once: enough for a board of partners, too few to fill a store with. */
export const LINKS_OPEN_MOST = 50
/** Links shown of a connection. */
export const LINKS_SHOWN = 100
/** Ended links are known for this long: their page says why, and their creator sees what became of them. */
export const LINKS_RETENTION_MS = 90 * DAY
/** A link whose attempt is being finished, or that could not be processed, is due again after this time. */
export const LINK_RETRY_MS = MINUTE
/** The page of a reader who is back while QuickBooks does not answer asks again after this time, in seconds. */
export const LINK_PAGE_AGAIN_S = 5
/** The host may take this long to name a workspace; then the page does without. */
export const WORKSPACE_NAME_DEADLINE_MS = SECOND
/** A body that is not here after this time does not come: its request is refused. */
export const BODY_DEADLINE_MS = 30 * SECOND
/** An adapter that closes waits for bodies for this long: nothing has begun by them. */
export const BODY_CLOSE_WAIT_MS = SECOND
/** Body limits, in bytes. */
export const BODY_LIMIT = 64 * 1024
export const WEBHOOK_BODY_LIMIT = 1024 * 1024

export const ACCOUNTING_SCOPE = 'com.intuit.quickbooks.accounting'
