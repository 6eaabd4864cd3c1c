// Harborline's own help about QuickBooks: which article is about which reason or problem.
import type { HelpTopic } from '@mooring/ui'

/** A page of help. */
export interface Article {
  readonly title: string
  /** What is the case, and what to do: one paragraph each. */
  readonly text: readonly string[]
  readonly topics: readonly HelpTopic[]
}

const ARTICLES: readonly Article[] = [
  {
    title: 'Re-authorize QuickBooks',
    topics: [
      'idle_expiry_near',
      'hard_expiry_near',
      'upgrade_required',
      'idle_expired',
      'hard_expired',
      'revoked',
      'scope_missing',
      'token_lost',
    ],
    text: [
      'QuickBooks lets Harborline in by an authorization that an admin of the company has given. It ends after some time, can be ended in QuickBooks, and has to be given again when Harborline needs more of it.',
      'Choose Re-authorize on the page of the connection, sign in to QuickBooks as an admin of the same company, and choose that company. Nothing that was copied is lost; what was held up is caught up.',
      'Is the admin someone without an account here, such as an accountant? Create a link for them under “Ask someone else”.',
    ],
  },
  {
    title: 'An admin of the company is needed',
    topics: ['admin_access_lost', 'access_denied'],
    text: [
      'Only an admin of a company in QuickBooks can authorize Harborline for it. In QuickBooks, the admins are listed under Settings, Manage users.',
      'Any of them can re-authorize: here with an account of their own, or by a link from the page of the connection.',
    ],
  },
  {
    title: 'QuickBooks is being asked again',
    topics: [
      'refresh_outcome_unknown',
      'intuit_unavailable',
      'company_locked',
      'rate_limited',
      'offline',
      'exchange_failed',
      'company_unreadable',
    ],
    text: [
      'QuickBooks, or the network on the way to it, gives no clear answer just now. Harborline asks again by itself, and what waits goes on once there is an answer.',
      'There is nothing to do. Where it lasts for longer than a day, write to our support.',
    ],
  },
  {
    title: 'The subscription of QuickBooks has ended',
    topics: ['subscription_ended'],
    text: [
      'The company’s subscription has ended at QuickBooks, so that no one can read its books, nor can Harborline.',
      'An admin can renew it in QuickBooks under Settings, Subscriptions and billing. The connection then works again by itself.',
    ],
  },
  {
    title: 'Which company is connected',
    topics: [
      'company_mismatch',
      'company_in_use',
      'already_connected',
      'company_unconfirmed',
      'company_token_mismatch',
    ],
    text: [
      'A connection belongs to one company of QuickBooks. Re-authorizing it takes that same company; another one is refused, and nothing changes.',
      'To use other books instead, choose “The wrong company is connected” where you disconnect. The company in use stays in use until you have confirmed the new one.',
      'Were fees posted to the wrong company? They can be taken back on the page of its connection.',
    ],
  },
  {
    title: 'Connect again',
    topics: ['by_user', 'by_host', 'in_quickbooks'],
    text: [
      'A company that was disconnected stays in the list of data sources, with its history. Harborline reads and posts nothing there.',
      'Choose Reconnect to take it up again where it was. Everything inside QuickBooks is as it was.',
    ],
  },
  {
    title: 'The window of QuickBooks',
    topics: [
      'popup_blocked',
      'state_invalid',
      'state_expired',
      'attempt_expired',
      'session_mismatch',
      'wrong_address',
    ],
    text: [
      'QuickBooks opens in a window of its own. Where the browser blocks it, allow windows for Harborline and try again.',
      'Finish in the browser in which you began, as the person who is signed in here, within half an hour. Otherwise simply begin again: nothing has changed.',
    ],
  },
  {
    title: 'A limit is reached',
    topics: ['quota_exceeded'],
    text: [
      'QuickBooks answers a limited number of calls a month. Harborline pauses until the 1st and then goes on by itself; connecting anew changes nothing.',
      'If it lasts, write to support@harborline.example and name the reference that is shown; nothing in it is secret.',
    ],
  },
  {
    title: 'Our support has to help',
    topics: ['app_misconfigured', 'invalid_scope', 'origin_not_allowed', 'internal'],
    text: [
      'This has to be set right by us. Write to support@harborline.example and name the reference that is shown; nothing in it is secret.',
    ],
  },
]

/** The article about a topic, or undefined. */
export const articleAbout = (topic: string): Article | undefined =>
  ARTICLES.find(({ topics }) => topics.some((one) => one === topic))

/** The address of the article about a topic; null where there is none. */
export const helpAbout = (topic: HelpTopic): string | null => (articleAbout(topic) ? `/help/${topic}` : null)
