// Every state there is, once: each is a story of every component and a scenario of the toolbar, by the name it has here.
import {
  attemptFixture,
  connectionFixture,
  connectionListFixture,
  problemFixture,
} from '../packages/contract/src/fixtures/index.ts'
import { given, MAY_ONLY_LOOK, NORTHWIND, on, PURVEYORS } from './scenario.ts'

export const AwaitingConfirmation = on(connectionFixture('awaiting_confirmation'))
export const Connected = on(connectionFixture('connected'))
export const ExpiringIdleExpiryNear = on(connectionFixture('expiring', 'idle_expiry_near'))
export const ExpiringHardExpiryNear = on(connectionFixture('expiring', 'hard_expiry_near'))
export const CheckingRefreshOutcomeUnknown = on(connectionFixture('checking', 'refresh_outcome_unknown'))
export const CheckingIntuitUnavailable = on(connectionFixture('checking', 'intuit_unavailable'))
export const ReauthorizationRequiredIdleExpired = on(
  connectionFixture('reauthorization_required', 'idle_expired'),
)
export const ReauthorizationRequiredHardExpired = on(
  connectionFixture('reauthorization_required', 'hard_expired'),
)
export const ReauthorizationRequiredRevoked = on(connectionFixture('reauthorization_required', 'revoked'))
export const ReauthorizationRequiredScopeMissing = on(
  connectionFixture('reauthorization_required', 'scope_missing'),
)
export const ReauthorizationRequiredTokenLost = on(
  connectionFixture('reauthorization_required', 'token_lost'),
)
export const ReauthorizationRequiredAdminAccessLost = on(
  connectionFixture('reauthorization_required', 'admin_access_lost'),
)
export const BlockedSubscriptionEnded = on(connectionFixture('blocked', 'subscription_ended'))
export const BlockedCompanyLocked = on(connectionFixture('blocked', 'company_locked'))
export const BlockedQuotaExceeded = on(connectionFixture('blocked', 'quota_exceeded'))
export const BlockedAppMisconfigured = on(connectionFixture('blocked', 'app_misconfigured'))
export const DisconnectedByUser = on(connectionFixture('disconnected', 'by_user'))
export const DisconnectedByHost = on(connectionFixture('disconnected', 'by_host'))
export const DisconnectedInQuickbooks = on(connectionFixture('disconnected', 'in_quickbooks'))

export const Sandbox = on(connectionFixture('connected', null, { environment: 'sandbox' }))
export const SeveralCompanies = on(connectionFixture(), NORTHWIND, PURVEYORS)
export const LongName = on(PURVEYORS)
export const AttemptPending = given({ list: connectionListFixture([]), attempts: [attemptFixture()] })
export const NoPermission = given({
  list: connectionListFixture([{ ...NORTHWIND, can: MAY_ONLY_LOOK }], { can: { connect: false } }),
})
export const NoPermissionAskAda = given({
  list: connectionListFixture([{ ...NORTHWIND, can: MAY_ONLY_LOOK }], {
    can: { connect: false },
    whoCan: { reauthorize: [{ displayName: 'Ada Martin', contact: 'ada@example.com' }] },
  }),
})
export const Empty = on()
export const Loading = given({ loading: true })
export const Offline = given({ offline: true })
export const OfflineLater = given({ list: connectionListFixture(), offline: true })
export const ServerError = given({ problem: problemFixture('store_unavailable') })

export const RightToLeft = {
  ...ReauthorizationRequiredRevoked,
  globals: { direction: 'rtl', locale: 'ar' },
}
export const Japanese = { ...ReauthorizationRequiredRevoked, globals: { locale: 'ja' } }
export const Dark = { ...ReauthorizationRequiredRevoked, globals: { theme: 'dark' } }
export const Width320 = { ...LongName, globals: { viewport: { value: 'phone', isRotated: false } } }
export const Zoom200 = { ...LongName, globals: { zoom: '200 %' } }
