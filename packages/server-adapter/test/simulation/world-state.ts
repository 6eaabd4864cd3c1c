// What is there while a story of the simulation is played.
import type { HostEvent } from '@mooring/contract'
import type { Ground, Instance } from './instance.ts'
import type { Trouble } from './scheduler.ts'

export const ROTATIONS = ['strict', 'every-24h', 'grace-24h'] as const

export interface World extends Ground {
  readonly rotation: (typeof ROTATIONS)[number]
  /** What happened, the newest last. */
  readonly trace: string[]
  readonly events: HostEvent[]
  /** What people agreed to at Intuit. */
  readonly consents: { readonly code: string; readonly attemptId: string }[]
  /** Everything that was said to a host or a log. */
  readonly said: string[]
  readonly instances: Instance[]
  readonly hostTrouble: Trouble
  /** Processes are killed and stopped. */
  isTroubled: boolean
}
