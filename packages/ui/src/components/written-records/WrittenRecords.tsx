'use client'
// What was written to a company, and taking it back. What it shows comes after the page.
import { forwardRef, useState } from 'react'
import { browserProblem } from '../../client/problem-error.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useModule, useMooring } from '../../hooks/useMooring.ts'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import { Panel, type PanelOwnProps } from '../panel/Panel.tsx'

export interface WrittenRecordsProps extends PanelOwnProps {
  /** Records of a page, 1–200. @default 20 */
  pageSize?: number
}

const loadPanel = () => import('./WrittenPanel.tsx')

/** Lists what was written to QuickBooks, and takes it back where the caller may audit and disconnect. It renders a `section`. */
export const WrittenRecords = forwardRef<HTMLElement, WrittenRecordsProps>(
  function WrittenRecords(props, ref) {
    const { words } = useMooring()
    const { writes } = useWordsOfPanels()
    const [isMissing, setMissing] = useState(false)
    const module = useModule(loadPanel, !isMissing, () => setMissing(true))
    const { connectionId, pageSize: _, ...own } = props
    const one = useConnection(connectionId)
    if (module) return <module.WrittenPanel {...props} panelRef={ref} />
    return (
      <Panel
        {...own}
        panelRef={ref}
        one={one}
        label={writes}
        state="none"
        isLoading={!isMissing}
        problem={isMissing ? browserProblem('offline', words.offline) : null}
        onRetry={() => setMissing(false)}
        lines={18}
      >
        {null}
      </Panel>
    )
  },
)
