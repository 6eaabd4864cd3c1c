'use client'
// How a set-up stands, in a line.
import type { Connection } from '@mooring/contract'
import type { ComponentProps, ReactElement } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import type { IconName } from '../icon/Icon.tsx'
import type { Tone } from '../icon/Mark.tsx'
import { PanelHead } from '../panel/PanelHead.tsx'

/** `paused`: an import that waits until a person has acted. */
type SetupStage = Exclude<Connection['setup']['state'], 'none'> | 'paused'

/** Of a connection that has a set-up. */
export function setupStageOf({ setup: { state }, action, usable }: Connection): SetupStage {
  if (state === 'none') return 'done'
  return state === 'importing' && action && action !== 'wait' && !usable ? 'paused' : state
}

const heads = {
  importing: ['off', 'clock', 'setupImporting'],
  paused: ['warn', 'pause', 'setupPaused'],
  failed: ['bad', 'alert', 'setupFailed'],
  configuration_required: ['warn', 'question', 'setupToDo'],
  done: ['good', 'check', 'setupDone'],
} as const satisfies Record<SetupStage, readonly [Tone, IconName, string]>

interface SetupHeadProps extends Pick<ComponentProps<typeof PanelHead>, 'detail' | 'problem' | 'children'> {
  connection: Connection
}

export function SetupHead({ connection, ...rest }: SetupHeadProps): ReactElement {
  const words = useWordsOfPanels()
  const { thisCompany } = useMooring().words
  const [tone, icon, headline] = heads[setupStageOf(connection)]
  const company = connection.company.name ?? thisCompany
  return <PanelHead {...rest} {...{ tone, icon }} headline={words[headline](company)} />
}
