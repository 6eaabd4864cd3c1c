import type { EVENTS } from '../packages/contract/src/events.ts'

/** The page's whole text. */
export declare function eventsPage(events: typeof EVENTS): string
