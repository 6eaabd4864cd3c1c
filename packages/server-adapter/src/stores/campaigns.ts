// What is stored of campaigns, and their repository. Times are milliseconds since the epoch.

/** Until when a campaign wants a connection to be re-authorized, ms since the epoch. */
export interface CampaignDeadline {
  readonly id: string
  readonly deadline: number
  /**
   * How much later background work sees to its warnings and its end than they are due, ms: a large campaign has one deadline, and
   * would have all its connections checked in the same minute. Absent for none.
   */
  readonly spreadMs?: number
}

/** Which connections a campaign is for: all that every given field names. Milliseconds since the epoch. */
export interface CampaignSelection {
  readonly connectedBefore?: number
  readonly missingScope?: string
  readonly hardExpiryBefore?: number
}

/** Everyone of a selection has to authorize anew by a day. */
export interface CampaignRecord {
  readonly id: string
  readonly why: 'scopes' | 'keys' | 'hard_expiry' | 'other'
  readonly text: string | null
  readonly deadline: number
  readonly selection: CampaignSelection
  /** How many are asked in a UTC day; null for all at once. */
  readonly perDay: number | null
  readonly startedAt: number
  endedAt: number | null
  outcome: 'completed' | 'ended_by_operator' | null
  /** The last connection that the selection has come to; '' before the first, null once it is done. */
  selectAfter: string | null
  /** The last connection that an end has reached; null where none is to be released. */
  releaseAfter: string | null
  /** The UTC day, counted from the epoch, on which connections were asked last, and how many were. */
  askedOn: number | null
  askedThatDay: number
  /** When background work goes on with it; null for never. */
  dueAt: number | null
}

/** How far a campaign is; `selected` is the sum of the others. */
export interface CampaignCounts {
  readonly selected: number
  readonly waiting: number
  /** Asked, and neither done nor gone. */
  readonly asked: number
  /** Authorized anew since it began. */
  readonly done: number
  /** Disconnected meanwhile. */
  readonly gone: number
}

/** A connection of a campaign's selection. */
export interface CampaignMember {
  readonly connectionId: string
  /** When it ends by itself: the nearest are asked first. null where that is not known. */
  readonly endsAt: number | null
}

/** A connection that waits to be asked. Where its end is not known, `endsAt` is later than every one that is. */
export interface WaitingMember {
  readonly connectionId: string
  readonly endsAt: number
}

type Campaign = Pick<CampaignRecord, 'id' | 'startedAt' | 'endedAt'>

export interface CampaignRepository {
  get(id: string): Promise<CampaignRecord | null>
  /** All, the oldest first. */
  list(): Promise<CampaignRecord[]>
  /** Those whose `dueAt` is at or before `now`, earliest first. */
  due(now: number, limit: number): Promise<CampaignRecord[]>
  /** Replaces the one of this id. */
  put(record: CampaignRecord): Promise<void>
  /** Adds to its selection; those that are in it already stay as they are. */
  select(campaignId: string, members: readonly CampaignMember[]): Promise<void>
  /**
   * Who is asked next, the nearest to their end first: not asked yet, not disconnected, not authorized anew since it began.
   * @param after the last of the page before; null for the first page
   */
  waiting(campaign: Campaign, after: WaitingMember | null, limit: number): Promise<WaitingMember[]>
  /** Notes that connections were asked. */
  ask(campaignId: string, connectionIds: readonly string[], at: number): Promise<void>
  /** Whether some still wait to be asked, or were asked and are neither done nor gone. Much cheaper than to count them. */
  isOpen(campaign: Campaign): Promise<boolean>
  /** When the last of its selection authorized anew or disconnected, ms since the epoch; 0 for none. */
  lastActAt(campaignId: string): Promise<number>
  /** How many are in its selection. */
  size(campaignId: string): Promise<number>
  /** Those that were asked, by id, after the one given. */
  asked(campaignId: string, after: string, limit: number): Promise<string[]>
  counts(campaign: Campaign): Promise<CampaignCounts>
  /** By UTC day, counted from the epoch. */
  byDay(campaign: Campaign): Promise<{ day: number; asked: number; done: number }[]>
}
