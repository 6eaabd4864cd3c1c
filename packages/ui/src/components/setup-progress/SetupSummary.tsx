'use client'
// The state of a set-up, in a line with its bar: for the banner and the tray; loaded on demand.
import type { Connection } from '@mooring/contract'
import type { ReactElement, ReactNode } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { ProgressBar } from '../panel/ProgressBar.tsx'
import { SetupHead, setupStageOf } from './SetupHead.tsx'

interface SetupSummaryProps {
  connection: Connection
  /** What is at the end of the line. */
  children?: ReactNode
}

export function SetupSummary({ connection, children }: SetupSummaryProps): ReactElement {
  const words = usePanelMessages()
  const names = usePanelNames()
  const { thisCompany } = useMooring().words
  const { state, progress } = connection.setup
  const goesOn = setupStageOf(connection) === 'importing' && words.setupGoesOn
  return (
    <div className="mooring-setup-news" data-setup={state}>
      <SetupHead connection={connection} detail={goesOn}>
        {children}
      </SetupHead>
      {state === 'importing' && (
        <ProgressBar progress={progress} label={names.setup(connection.company.name ?? thisCompany)} />
      )}
    </div>
  )
}
