// Every state there is, once: each is a story of every component and a scenario of the toolbar, by the title it has here.
import {
  attemptFixture,
  connectionFixture,
  connectionListFixture,
  problemFixture,
} from '../packages/contract/src/fixtures/index.ts'
import { given, NORTHWIND, on, PURVEYORS, READ_ONLY, state } from './scenario.ts'

export const AwaitingConfirmation = state(
  'Awaiting confirmation',
  'Someone is back from QuickBooks, and no one has said yet that it is the right company. Nothing is synced until then.',
  on(connectionFixture('awaiting_confirmation')),
)
export const Connected = state(
  'Connected',
  'The company was read with this authorization a few minutes ago. No one is needed.',
  on(connectionFixture('connected')),
)
export const ExpiringIdleExpiryNear = state(
  'Expiring: it lies unused',
  'The authorization ends soon because it was not used. Everything still works.',
  on(connectionFixture('expiring', 'idle_expiry_near')),
)
export const ExpiringHardExpiryNear = state(
  'Expiring: five years are nearly over',
  'The authorization ends soon, however much it is used. Everything still works.',
  on(connectionFixture('expiring', 'hard_expiry_near')),
)
export const ExpiringUpgradeRequired = state(
  'Expiring: a new consent is asked for',
  'Everybody has to authorize anew by a day that the product has set. Everything still works.',
  on(connectionFixture('expiring', 'upgrade_required')),
)
export const CheckingRefreshOutcomeUnknown = state(
  'Checking: a renewal went wrong once',
  'Mooring tries again before it says anything. No one is asked for anything.',
  on(connectionFixture('checking', 'refresh_outcome_unknown')),
)
export const CheckingIntuitUnavailable = state(
  'Checking: QuickBooks does not answer',
  'QuickBooks is slow or down. It passes by itself, and no one is asked for anything.',
  on(connectionFixture('checking', 'intuit_unavailable')),
)
export const ReauthorizationRequiredIdleExpired = state(
  'Re-authorize: it was not used for 100 days',
  'The authorization ended unused. Syncing pauses until someone re-authorizes.',
  on(connectionFixture('reauthorization_required', 'idle_expired')),
)
export const ReauthorizationRequiredHardExpired = state(
  'Re-authorize: five years are over',
  'The authorization has reached its age. Syncing pauses until someone re-authorizes.',
  on(connectionFixture('reauthorization_required', 'hard_expired')),
)
export const ReauthorizationRequiredRevoked = state(
  'Re-authorize: it was ended in QuickBooks',
  'Someone took the authorization away. Syncing pauses until someone re-authorizes.',
  on(connectionFixture('reauthorization_required', 'revoked')),
)
export const ReauthorizationRequiredScopeMissing = state(
  'Re-authorize: a permission is missing',
  'What was allowed in QuickBooks is less than the product needs.',
  on(connectionFixture('reauthorization_required', 'scope_missing')),
)
export const ReauthorizationRequiredUpgradeRequired = state(
  'Re-authorization required: the deadline for a new consent is over',
  'The tokens live on, and are handed out again after a new consent.',
  on(connectionFixture('reauthorization_required', 'upgrade_required')),
)
export const ReauthorizationRequiredTokenLost = state(
  'Re-authorize: a renewal got lost',
  'The answer of QuickBooks never arrived, and what is stored is refused since.',
  on(connectionFixture('reauthorization_required', 'token_lost')),
)
export const ReauthorizationRequiredAdminAccessLost = state(
  'Re-authorize: its admin is none any more',
  'The person who connected lost the role in QuickBooks. An admin of the company has to do it.',
  on(connectionFixture('reauthorization_required', 'admin_access_lost')),
)
export const BlockedSubscriptionEnded = state(
  'Blocked: the subscription ended',
  'The company pays for QuickBooks no longer. An admin of the company can fix that.',
  on(connectionFixture('blocked', 'subscription_ended')),
)
export const BlockedCompanyLocked = state(
  'Blocked: the company is locked',
  'QuickBooks works on the company file. It passes by itself.',
  on(connectionFixture('blocked', 'company_locked')),
)
export const BlockedQuotaExceeded = state(
  'Blocked: the quota is used up',
  'QuickBooks answers no more calls of the product for now. Support can help.',
  on(connectionFixture('blocked', 'quota_exceeded')),
)
export const BlockedAppMisconfigured = state(
  'Blocked: the product is set up wrongly',
  'QuickBooks refuses the product itself. Its makers have to fix it; no customer can.',
  on(connectionFixture('blocked', 'app_misconfigured')),
)
export const DisconnectedByUser = state(
  'Disconnected: by someone here',
  'A person disconnected it. Settings and history stay for a reconnect.',
  on(connectionFixture('disconnected', 'by_user')),
)
export const DisconnectedByHost = state(
  'Disconnected: by the product',
  'The product disconnected it, as when an account is closed.',
  on(connectionFixture('disconnected', 'by_host')),
)
export const DisconnectedInQuickbooks = state(
  'Disconnected: inside QuickBooks',
  'Someone disconnected it over there. Settings and history stay for a reconnect.',
  on(connectionFixture('disconnected', 'in_quickbooks')),
)

export const Sandbox = state(
  'Sandbox company',
  'A company to try things out with, marked as such wherever its name is shown big.',
  on(connectionFixture('connected', null, { environment: 'sandbox' })),
)
export const SeveralCompanies = state(
  'Several companies',
  'One is well, one expires, one has to be re-authorized. What shows one connection alone has to be given its id.',
  on(connectionFixture(), NORTHWIND, PURVEYORS),
)
export const LongName = state(
  'Very long company name',
  'A name longer than any line: it wraps, and nothing is cut off.',
  on(PURVEYORS),
)
export const AttemptPending = state(
  'The window of QuickBooks is open',
  'An attempt is under way: the page waits, offers to open the window again, and to cancel.',
  given({ list: connectionListFixture([]), attempts: [attemptFixture()] }),
)
export const NoPermission = state(
  'No permission',
  'The person may see everything and change nothing. There is no dead button.',
  given({
    list: connectionListFixture([{ ...NORTHWIND, can: READ_ONLY }], { can: { connect: false } }),
  }),
)
export const NoPermissionAskAda = state(
  'No permission, and who to ask',
  'The person may see everything and change nothing, and the product knows who may do more.',
  given({
    list: connectionListFixture([{ ...NORTHWIND, can: READ_ONLY }], {
      can: { connect: false },
      whoCan: { reauthorize: [{ displayName: 'Ada Martin', contact: 'ada@example.com' }] },
    }),
  }),
)
export const Empty = state('Nothing connected', 'The first visit: no company yet.', on())
export const Loading = state(
  'Loading',
  'The first answer is still on its way: a placeholder of the same size is shown, so that nothing moves later.',
  given({ loading: true }),
)
export const Offline = state(
  'Offline from the start',
  'The server was never reached, so nothing is known.',
  given({ offline: true }),
)
export const OfflineLater = state(
  'Offline later',
  'The list was read once, and now the server cannot be reached.',
  given({ list: connectionListFixture(), offline: true }),
)
export const ServerError = state(
  'Server error',
  'The server answers that it cannot answer just now.',
  given({ problem: problemFixture('store_unavailable') }),
)

export const RightToLeft = state('Right to left, in Arabic', 'Everything mirrored, names as they are.', {
  ...ReauthorizationRequiredRevoked,
  globals: { direction: 'rtl', locale: 'ar' },
})
export const Japanese = state('In Japanese', 'Lines break where Japanese may break.', {
  ...ReauthorizationRequiredRevoked,
  globals: { locale: 'ja' },
})
export const Dark = state('Dark', 'The dark theme, whatever the system prefers.', {
  ...ReauthorizationRequiredRevoked,
  globals: { theme: 'dark' },
})
export const Width320 = state('320 px wide', 'The narrowest screen, with the longest name.', {
  ...LongName,
  globals: { viewport: { value: 'phone', isRotated: false } },
})
export const Zoom200 = state('200 % zoom', 'Twice the size, with the longest name.', {
  ...LongName,
  globals: { zoom: '200' },
})
