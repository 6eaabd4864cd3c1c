// What stands before a sync that may not run: why, and the one step that opens it.
import type { Connection } from '@mooring/contract'
import { ConnectionStatus, useSyncGate } from '@mooring/ui'
import { isForSync, SYNC_INTENT } from './sync.ts'

const STEPS: Partial<Record<string, string>> = {
  reauthorize: 'Re-authorize and copy',
  confirm_company: 'Confirm company',
}

/** The gate of a connection; once re-authorized, the copying that was held up is finished by itself. */
export function useGate(connection: Connection, finish: () => void) {
  return useSyncGate(connection.id, {
    intent: SYNC_INTENT,
    onOutcome: ({ outcome, intent }) => {
      if (outcome === 'reauthorized' && isForSync(intent)) finish()
    },
  })
}

/** Says why, and offers the step to who may take it; to others, whom to ask. */
export function ClosedGate({
  connection,
  gate,
}: {
  connection: Connection
  gate: ReturnType<typeof useGate>
}) {
  const { can, id } = connection
  const step = STEPS[gate.action ?? '']
  const may = gate.action === 'confirm_company' ? can.confirm : can.reauthorize
  if (!step || !may) return <ConnectionStatus connectionId={id} />
  return (
    <div className="split">
      <p>{gate.explain}</p>
      <button type="button" className="primary" onClick={gate.fix}>
        {step}
      </button>
    </div>
  )
}
