// The wire's types, inferred from the schemas. This file leaves nothing behind at run time.
import type * as z from 'zod'
import type { CODES } from './codes.ts'
import type { PERMISSIONS, ROUTES } from './routes.ts'
import type * as schemas from './schemas/index.ts'
import type { REASONS, STATUSES } from './status.ts'

/** The state a connection is in; with `Reason` it is a row of the contract's table. */
export type Status = (typeof STATUSES)[number]
/** Why a connection is in its status; null where the status says it all. */
export type Reason = (typeof REASONS)[number]
/** What is needed next, or null for nothing. */
export type Action = z.infer<typeof schemas.actionSchema>
/** A stable name of what went wrong. */
export type Code = keyof typeof CODES
/** A right the host grants. */
export type Permission = (typeof PERMISSIONS)[number]
/** The name of one of the adapter's routes. */
export type RouteName = keyof typeof ROUTES
/** Which of Intuit's worlds: test companies or real ones. */
export type Environment = z.infer<typeof schemas.environmentSchema>

/** A QuickBooks company connected to a tenant, as one caller sees it. */
export type Connection = z.infer<typeof schemas.connectionSchema>
/** A connection as the host's server sees it: without `can`, the realm id in full. */
export type HostConnection = z.infer<typeof schemas.hostConnectionSchema>
/** One try to connect or re-authorize. */
export type Attempt = z.infer<typeof schemas.attemptSchema>
export type AttemptStep = z.infer<typeof schemas.attemptStepSchema>
export type AttemptOutcome = z.infer<typeof schemas.attemptOutcomeSchema>
/** A failure as it goes over the wire: problem details (RFC 9457). */
export type Problem = z.infer<typeof schemas.problemSchema>
export type Progress = z.infer<typeof schemas.progressSchema>
export type DisconnectWhy = z.infer<typeof schemas.disconnectWhySchema>

/** The body of POST /connections/authorize. */
export type AuthorizeRequest = z.infer<typeof schemas.authorizeRequestSchema>
/** The answer of POST /connections/authorize. */
export type AuthorizeReply = z.infer<typeof schemas.authorizeReplySchema>
/** The body of POST /connections/:id/disconnect. */
export type ClaimRequest = z.infer<typeof schemas.claimRequestSchema>
export type DisconnectRequest = z.infer<typeof schemas.disconnectRequestSchema>
/** The answer of GET /connections. */
export type ConnectionList = z.infer<typeof schemas.connectionListSchema>

/** A link with which someone without a login re-authorizes one connection. */
export type Link = z.infer<typeof schemas.linkSchema>
export type LinkState = z.infer<typeof schemas.linkStateSchema>
export type LinkRecipient = z.infer<typeof schemas.linkRecipientSchema>
/** The body of POST /connections/:id/links. */
export type LinkRequest = z.infer<typeof schemas.linkRequestSchema>
/** The answer of POST /connections/:id/links. */
export type LinkReply = z.infer<typeof schemas.linkReplySchema>
/** The answer of GET /connections/:id/links. */
export type LinkList = z.infer<typeof schemas.linkListSchema>

/** A person who has a permission, for people who lack it. */
export type Person = z.infer<typeof schemas.personSchema>
export type DataUse = z.infer<typeof schemas.dataUseSchema>
/** A right whose holders a page names to people who lack it. */
export type AskableRight = z.infer<typeof schemas.askableSchema>

export type ReadinessCheck = z.infer<typeof schemas.checkSchema>
export type Readiness = z.infer<typeof schemas.readinessSchema>
export type Actor = z.infer<typeof schemas.actorSchema>
export type HistoryEntry = z.infer<typeof schemas.historyEntrySchema>
export type Backlog = z.infer<typeof schemas.backlogSchema>
export type BacklogReply = z.infer<typeof schemas.backlogReplySchema>
export type HistoryPage = z.infer<typeof schemas.historyPageSchema>
export type HistoryVerification = z.infer<typeof schemas.historyVerificationSchema>
export type HealthCounts = z.infer<typeof schemas.healthCountsSchema>
export type Health = z.infer<typeof schemas.healthSchema>
export type DisconnectImpact = z.infer<typeof schemas.disconnectImpactSchema>
export type SupportBundle = z.infer<typeof schemas.supportBundleSchema>
export type OperationsHealth = z.infer<typeof schemas.operationsHealthSchema>
/** One of the `entities` of `webhook.received`. */
export type WebhookEntity = z.infer<typeof schemas.webhookEntitySchema>
/** One write to QuickBooks, without its contents. */
export type WrittenRecord = z.infer<typeof schemas.writtenRecordSchema>
export type WritesPage = z.infer<typeof schemas.writesPageSchema>
/** Why taking back has left a record as it is. */
export type LeftWhy = z.infer<typeof schemas.leftWhySchema>
export type LeftRecord = z.infer<typeof schemas.leftRecordSchema>
export type TakeBackRequest = z.infer<typeof schemas.takeBackRequestSchema>
export type TakeBackResult = z.infer<typeof schemas.takeBackResultSchema>
/** The last taking back of a connection. */
export type TakeBack = z.infer<typeof schemas.takeBackSchema>
export type LastTakeBack = z.infer<typeof schemas.lastTakeBackSchema>
/** The body of POST /operations/syncs. */
export type SyncReport = z.infer<typeof schemas.syncReportSchema>
/** The answer of POST /operations/syncs. */
export type SyncReportReply = z.infer<typeof schemas.syncReportReplySchema>
export type EventType = z.infer<typeof schemas.eventTypeSchema>

/** A person of the host's own staff who operates the product across tenants. */
export type Operator = z.infer<typeof schemas.operatorSchema>
/** The answer of GET /operations/board. */
export type BoardOverview = z.infer<typeof schemas.boardOverviewSchema>
/** A connection of any tenant, as an operator's browser gets it. */
export type BoardConnection = z.infer<typeof schemas.boardConnectionSchema>
/** The answer of GET /operations/board/connections. */
export type BoardConnectionPage = z.infer<typeof schemas.boardConnectionPageSchema>
/** The answer of GET /operations/board/connections/:id/explain. */
export type BoardExplanation = z.infer<typeof schemas.explanationSchema>
/** The answer of GET /operations/board/webhooks. */
export type BoardWebhooks = z.infer<typeof schemas.webhookLogPageSchema>
/** The answer of GET /operations/board/quota. */
export type BoardQuota = z.infer<typeof schemas.quotaUseSchema>
/** The answer of GET /operations/board/queues. */
export type BoardQueues = z.infer<typeof schemas.stalledQueuesSchema>
/** The answer of GET /operations/board/campaigns. */
export type BoardCampaigns = z.infer<typeof schemas.campaignListSchema>
/** The answer of GET /operations/board/campaigns/:id. */
export type BoardCampaignProgress = z.infer<typeof schemas.campaignProgressSchema>
