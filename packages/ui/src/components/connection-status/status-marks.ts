// How each status is marked beside its words.
import type { Status } from '@mooring/contract'
import type { IconName } from '../../provider/slots.ts'
import type { Tone } from '../icon/Mark.tsx'

export const STATUS_MARKS: Record<Status, { readonly tone: Tone; readonly icon: IconName }> = {
  awaiting_confirmation: { tone: 'warn', icon: 'question' },
  connected: { tone: 'good', icon: 'check' },
  expiring: { tone: 'warn', icon: 'clock' },
  checking: { tone: 'off', icon: 'clock' },
  reauthorization_required: { tone: 'bad', icon: 'alert' },
  blocked: { tone: 'warn', icon: 'pause' },
  disconnected: { tone: 'off', icon: 'off' },
}
