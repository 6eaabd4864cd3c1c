// The English words that can be on the page at once; those of menus and dialogs are in en-on-demand.ts.
import type { Reason, Status } from '@mooring/contract'
import { enFirst } from './en-first.ts'
import { stop } from './sentence-end.ts'
import type { ProblemWords } from './told.ts'

/** What a sentence about a connection may name. Dates and times are already written in the reader's locale. */
export interface Facts {
  /** The company's name. */
  readonly company: string
  /** The day by which to re-authorize, or on which it was disconnected. */
  readonly date: string
  /** How long ago the connection was last shown to work, as "4 minutes ago"; empty when it never was. */
  readonly checked: string
}

type Sentence = string | ((facts: Facts) => string)

const connected: Sentence = ({ company }) => stop(`Connected to ${company}`)
const needed: Sentence = ({ company }) => `${company} needs to be re-authorized.`
const paused: Sentence = ({ company }) => `${company} is paused.`
const checking: Sentence = ({ company }) => stop(`We are checking the connection to ${company}`)
const off: Sentence = ({ company }) => stop(`Disconnected from ${company}`)
const lastWorked = ({ checked }: Facts) => (checked ? `It last worked ${checked}. ` : '')
const renew: Sentence = ({ date }) => `Re-authorize by ${date} to keep it connected.`

const labels: Record<Status, string> = {
  awaiting_confirmation: 'Confirm company',
  connected: 'Connected',
  expiring: 'Re-authorize soon',
  checking: 'Checking',
  reauthorization_required: 'Re-authorization needed',
  blocked: 'Paused',
  disconnected: 'Disconnected',
}

/** What is true, by reason or (without one) by status. */
const headlines: Record<Reason | 'awaiting_confirmation' | 'connected', Sentence> = {
  awaiting_confirmation: ({ company }) => `Is ${company} the right company?`,
  connected,
  idle_expiry_near: connected,
  hard_expiry_near: connected,
  refresh_outcome_unknown: checking,
  intuit_unavailable: checking,
  idle_expired: needed,
  hard_expired: needed,
  revoked: needed,
  scope_missing: needed,
  token_lost: needed,
  upgrade_required: needed,
  admin_access_lost: ({ company }) => `${company} needs one of its admins.`,
  subscription_ended: paused,
  company_locked: paused,
  quota_exceeded: paused,
  app_misconfigured: paused,
  by_user: off,
  by_host: off,
  in_quickbooks: off,
}

/** How it is known, or what follows from it. */
const details: typeof headlines = {
  awaiting_confirmation: 'Nothing is synced until it is confirmed.',
  connected: ({ checked }) => (checked ? `Last checked ${checked}.` : 'Not checked yet.'),
  idle_expiry_near: renew,
  hard_expiry_near: renew,
  refresh_outcome_unknown: (facts) =>
    `${lastWorked(facts)}We keep trying until QuickBooks answers. Nothing to do.`,
  intuit_unavailable: (facts) =>
    `QuickBooks is slow to answer. ${lastWorked(facts)}We keep trying until it does. Nothing to do.`,
  idle_expired: 'The authorization was not used for too long and has ended.',
  hard_expired: 'QuickBooks ends every authorization after five years.',
  revoked: 'The authorization was ended in QuickBooks.',
  scope_missing: 'Not all the access that is needed was granted.',
  token_lost: 'An answer of QuickBooks was lost on the way. Your books are unchanged.',
  upgrade_required: ({ date }) => `The app needs a new authorization, due ${date}.`,
  admin_access_lost:
    'The person who connected it is no longer an admin of this company in QuickBooks. Any admin of the company can re-authorize it.',
  subscription_ended: 'Its QuickBooks subscription has ended. Ask an admin of the company to renew it.',
  company_locked: 'QuickBooks has locked it for a while. We keep trying; nothing to do.',
  quota_exceeded: 'A limit of QuickBooks is reached. Paused until the 1st. If it lasts, contact support.',
  app_misconfigured: 'Our QuickBooks settings need a repair. Please contact support.',
  by_user: ({ date }) => `On ${date}.`,
  by_host: ({ date }) => `Automatically, on ${date}.`,
  in_quickbooks: ({ date }) => `Inside QuickBooks, on ${date}.`,
}

export const en = {
  ...enFirst,
  reconnect: 'Reconnect',
  reauthorize: 'Re-authorize',
  confirmCompany: 'Confirm company',
  opening: 'Opening QuickBooks…',
  windowBlocked: 'The browser blocked the window. Allow it and try again.',
  waiting: 'Waiting for QuickBooks…',
  finishing: 'Finishing…',
  openAgain: 'Open again',
  cancel: 'Cancel',
  cancelling: 'Canceling…',
  dismiss: 'Dismiss',
  beforeNeed: 'You need the sign-in of a QuickBooks admin of the company.',
  beforeNeedOf: (company: string) =>
    `${stop(`You need the sign-in of a QuickBooks admin of ${company}`)} Choose that same company there.`,
  beforeSignIn: 'Good to know: QuickBooks may have someone else signed in, or another admin connected',
  openThere: 'Open the right address',
  /** A link to the host's own page about a problem or a reason. */
  help: 'Help',
  framed: 'The frame around this page does not let QuickBooks open. Open the page in a tab of its own:',
  reference: (reference: string) => `Reference ${reference}`,
  cancelled: 'QuickBooks was not authorized. Nothing has changed.',
  /** Of a switch of companies. */
  switchCancelled: (from: string) => `No other company was connected. Nothing has changed for ${stop(from)}`,
  /** After "No, choose another" of a first company. */
  noneChosen: 'QuickBooks was not authorized. No company was connected.',
  authorizedBy: (name: string, date: string) => `Authorized by ${name} on ${date}.`,
  authorizedOn: (date: string) => `Authorized on ${date}.`,
  switchWaits: (company: string) =>
    `A switch to ${company} waits to be confirmed. Until then nothing changes here.`,
  tooLate: 'This took too long. Nothing has changed.',
  lastKnown: 'The server cannot be reached just now. This is the last known state.',
  notConnected: 'Not connected to QuickBooks.',
  several: (count: number) => `${count} companies.`,
  thisCompany: 'your company',
  sandbox: 'Sandbox',
  revokeQueued: 'QuickBooks could not be reached; we keep trying to tell it.',
  askToConnect: 'Ask an admin of your account to connect QuickBooks.',
  askToReauthorize: 'Ask an admin of your account to re-authorize.',
  askToConfirm: 'Ask an admin of your account to confirm it.',
  labels,
  headlines,
  details,
  /** In English a problem's own sentence is shown, which knows more; a host's word for its code wins. */
  problems: {} as Partial<ProblemWords>,
}
