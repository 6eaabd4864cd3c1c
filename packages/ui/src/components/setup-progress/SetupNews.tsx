'use client'
// How a set-up stands, in a line with its bar: for the banner and the tray; loaded on demand.
import type { Connection } from '@mooring/contract'
import type { ReactElement, ReactNode } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import type { IconName } from '../icon/Icon.tsx'
import { PanelHead, type Tone } from '../panel/PanelHead.tsx'
import { ProgressBar } from '../panel/ProgressBar.tsx'

interface SetupNewsProps {
  connection: Connection
  /** What stands at the end of the line. */
  children?: ReactNode
}

const marks: Partial<Record<Connection['setup']['state'], [Tone, IconName]>> = {
  failed: ['bad', 'alert'],
  configuration_required: ['warn', 'question'],
}

export function SetupNews({ connection, children }: SetupNewsProps): ReactElement {
  const words = useWordsOfPanels()
  const { thisCompany } = useMooring().words
  const company = connection.company.name ?? thisCompany
  const { state, progress } = connection.setup
  const waits = connection.action !== null && connection.action !== 'wait' && !connection.usable
  const importing = waits ? words.setupPaused : words.setupImporting
  const headline =
    state === 'failed' ? words.setupFailed : state === 'importing' ? importing : words.setupToDo
  const goesOn = state === 'importing' && !waits ? words.setupGoesOn : null
  const [tone, icon] = marks[state] ?? ['off', waits ? 'pause' : 'clock']
  return (
    <div className="mooring-setup-news" data-setup={state}>
      <PanelHead {...{ tone, icon }} headline={headline(company)} detail={goesOn}>
        {children}
      </PanelHead>
      {state === 'importing' && <ProgressBar progress={progress} label={words.setup(company)} />}
    </div>
  )
}
