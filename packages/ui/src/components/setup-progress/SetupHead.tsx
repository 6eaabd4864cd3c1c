'use client'
// The state of a set-up, in a line.
import type { Connection } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import type { ComponentProps, ReactElement } from 'react'
import { useSpeech } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import type { IconName } from '../../provider/slots.ts'
import type { Tone } from '../icon/Mark.tsx'
import { PanelHead } from '../panel/PanelHead.tsx'

/** Of an import that waits. `checking`: until it is known whether the connection works. `paused`: until it works, or a new month of reads begins. */
type Waiting = 'checking' | 'paused'
type SetupStage = Exclude<Connection['setup']['state'], 'none'> | Waiting

/** Of a connection that has a set-up. */
export function setupStageOf({ setup: { state }, sync, status, usable }: Connection): SetupStage {
  if (state === 'none') return 'done'
  if (state !== 'importing') return state
  if (status === 'checking') return 'checking'
  return usable && !sync.pausedUntil ? 'importing' : 'paused'
}

const heads = {
  importing: ['off', 'clock', 'setupImporting'],
  checking: ['off', 'clock', null],
  paused: ['warn', 'pause', 'setupPaused'],
  failed: ['bad', 'alert', 'setupFailed'],
  configuration_required: ['warn', 'question', 'setupToDo'],
  done: ['good', 'check', 'setupDone'],
} as const satisfies Record<SetupStage, readonly [Tone, IconName, string | null]>

interface SetupHeadProps extends Pick<ComponentProps<typeof PanelHead>, 'detail' | 'problem' | 'children'> {
  connection: Connection
}

export function SetupHead({ connection, ...rest }: SetupHeadProps): ReactElement {
  const words = usePanelMessages()
  const speech = useSpeech()
  const [tone, icon, sentence] = heads[setupStageOf(connection)]
  if (sentence === null) return <PanelHead {...{ tone, icon }} {...describeConnection(connection, speech)} />
  const company = connection.company.name ?? speech.words.thisCompany
  // Nothing is called connected that cannot be used.
  const said = sentence === 'setupToDo' && !connection.usable ? 'setupOpen' : sentence
  return <PanelHead {...rest} {...{ tone, icon }} headline={words[said](company)} />
}
