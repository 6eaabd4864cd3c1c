// Shown instead of a sync that may not run: why, and the one step that opens it.
import type { Connection } from '@mooring/contract'
import { ConnectionStatus, useSyncGate } from '@mooring/ui'
import type { ReactElement } from 'react'
import { isForSync, SYNC_INTENT } from './sync.ts'

const STEPS: Partial<Record<string, string>> = {
  reauthorize: 'Re-authorize and copy',
  confirm_company: 'Confirm company',
}

/** Said before the window of QuickBooks opens. */
const BEFORE =
  'QuickBooks may have someone else signed in, or say that another admin is connected: go on all the same, for the same company.'

/** The gate of a connection; once re-authorized, the copying that was stopped is finished by itself. */
export function useGate(connection: Connection, finish: () => void) {
  return useSyncGate(connection.id, {
    intent: SYNC_INTENT,
    onOutcome: ({ outcome, intent }) => {
      if (outcome === 'reauthorized' && isForSync(intent)) finish()
    },
  })
}

interface GateProps {
  gate: ReturnType<typeof useGate>
}

/** The button that opens the gate, for who may press it; Mooring's own words, and whom to ask, for others. */
export function GateStep({ gate }: GateProps): ReactElement | null {
  const step = STEPS[gate.action ?? '']
  if (!step || !gate.canFix) return null
  return (
    <div className="row">
      <button type="button" className="primary" onClick={gate.fix}>
        {step}
      </button>
      {step === STEPS.reauthorize && <small className="note">{BEFORE}</small>}
    </div>
  )
}

/** Says why, and offers the step. */
export function ClosedGate({ connection, gate }: GateProps & { connection: Connection }) {
  const step = GateStep({ gate })
  if (!step) return <ConnectionStatus connectionId={connection.id} />
  return (
    <div className="split">
      <p>{gate.explain}</p>
      {step}
    </div>
  )
}
