'use client'
// The conditions for relying on a connection: four steps, and each check with what to do.
import { forwardRef } from 'react'
import { useBody } from '../../hooks/useBody.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { useReadiness } from '../../hooks/useReadiness.ts'
import { Panel, type PanelOwnProps } from '../panel/Panel.tsx'

export type ReadinessChecklistProps = PanelOwnProps

const loadBody = () => import('./ReadinessBody.tsx')

/** Lists the adapter's checks and the host's own. It renders a `section`. */
export const ReadinessChecklist = forwardRef<HTMLElement, ReadinessChecklistProps>(
  function ReadinessChecklist({ connectionId, ...own }, ref) {
    const words = usePanelNames()
    const body = useBody(loadBody)
    const one = useConnection(connectionId)
    const reading = useReadiness(connectionId)
    const { readiness, isChecking, refetch } = reading
    return (
      <Panel
        {...own}
        panelRef={ref}
        body={body}
        one={one}
        label={words.readiness}
        state={readiness?.ready ? 'ready' : 'not-ready'}
        reading={reading}
        lines={18}
      >
        {readiness
          ? (connection, { ReadinessBody }) => (
              <ReadinessBody {...{ connection, readiness, isChecking }} onCheck={refetch} />
            )
          : null}
      </Panel>
    )
  },
)
