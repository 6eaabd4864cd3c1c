'use client'
// What must hold before a connection can be relied on: four steps, and each check with what to do.
import { forwardRef } from 'react'
import { useBody } from '../../hooks/useBody.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useNamesOfPanels } from '../../hooks/useNamesOfPanels.ts'
import { useReadiness } from '../../hooks/useReadiness.ts'
import { Panel, type PanelOwnProps } from '../panel/Panel.tsx'

export type ReadinessChecklistProps = PanelOwnProps

const loadBody = () => import('./ReadinessBody.tsx')

/** Lists the adapter's checks and the host's own. It renders a `section`. */
export const ReadinessChecklist = forwardRef<HTMLElement, ReadinessChecklistProps>(
  function ReadinessChecklist({ connectionId, ...own }, ref) {
    const words = useNamesOfPanels()
    const body = useBody(loadBody)
    const one = useConnection(connectionId)
    const { readiness, isLoading, isChecking, problem, refetch } = useReadiness(connectionId)
    return (
      <Panel
        {...own}
        panelRef={ref}
        body={body}
        one={one}
        label={words.readiness}
        state={readiness?.ready ? 'ready' : 'not-ready'}
        isLoading={isLoading}
        problem={problem}
        onRetry={one.connection ? refetch : one.refetch}
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
