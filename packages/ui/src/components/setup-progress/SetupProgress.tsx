'use client'
// The set-up after the first connect: the import of settings, then the host's own configuration.
import type { Connection } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import { describeProblem } from '@mooring/messages/describe-problem'
import { forwardRef, type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import { useAction, useChange } from '../../hooks/useAction.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useDesk } from '../../hooks/useDesk.ts'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import { Button } from '../button/Button.tsx'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'
import { Panel, type PanelOwnProps } from '../panel/Panel.tsx'
import { ProgressBar } from '../panel/ProgressBar.tsx'
import { ConfigurationStep, type ConfigurationStepProps } from './ConfigurationStep.tsx'
import { SetupHead, setupStageOf } from './SetupHead.tsx'

export interface SetupProgressProps extends PanelOwnProps {
  /** The host's configuration form; shown once settings are imported, as long as it is not saved. */
  children?: ReactNode
  /** Stores what is in the form, before the set-up counts as finished. Where it rejects, nothing is finished. */
  onSave?: () => unknown
  /** Called once the set-up is finished by "Save configuration". */
  onSaved?: (connection: Connection) => void
}

/** Leads through the set-up of a connection. It renders a `section`, or nothing where there is no set-up to see. */
export const SetupProgress = forwardRef<HTMLElement, SetupProgressProps>(function SetupProgress(
  { connectionId, children, onSave, onSaved, ...own },
  ref,
) {
  const words = useWordsOfPanels()
  const one = useConnection(connectionId)
  const { connection } = one
  const state = connection && connection.status !== 'disconnected' ? connection.setup.state : 'none'
  const finished = useFinish(connection?.id, state)
  if (!connection || state === 'none' || (state === 'done' && !finished)) return null
  return (
    <Panel
      {...own}
      panelRef={ref}
      one={one}
      label={words.setup}
      state={state}
      isLoading={false}
      problem={null}
      onRetry={one.refetch}
      lines={0}
    >
      {(shown) => (
        <Setup connection={shown} mayConfigure={one.canConnect} {...{ onSave, onSaved }}>
          {children}
        </Setup>
      )}
    </Panel>
  )
})

type State = Connection['setup']['state']

/** True once a set-up that was seen on this page is done. */
function useFinish(id: string | undefined, state: State): boolean {
  const [seen, setSeen] = useState<string | undefined>()
  const open = state !== 'none' && state !== 'done'
  if (open && seen !== id) setSeen(id)
  return id !== undefined && seen === id && state === 'done'
}

interface SetupProps extends Omit<ConfigurationStepProps, 'connection'> {
  connection: Connection
  /** Whether the caller may finish the set-up. */
  mayConfigure: boolean
}

function Setup({ connection, mayConfigure, ...step }: SetupProps): ReactElement {
  const words = useWordsOfPanels()
  const { words: first } = useMooring()
  const { progress, error } = connection.setup
  const company = connection.company.name ?? first.thisCompany
  switch (setupStageOf(connection)) {
    case 'importing':
    case 'checking':
      return (
        <>
          <SetupHead connection={connection} detail={words.setupGoesOn} />
          <ProgressBar progress={progress} label={words.setup(company)} />
        </>
      )
    case 'paused':
      if (connection.usable && connection.sync.pausedUntil)
        return <SetupHead connection={connection} detail={words.syncOutOfReads} />
      return <Paused {...{ connection, canConnect: mayConfigure }} />
    case 'failed':
      return (
        <SetupHead
          connection={connection}
          detail={error ? `${describeProblem(error, first)} ${words.setupRetried}` : words.setupRetried}
          problem={error}
        >
          {mayConfigure && <TryAgain connection={connection} />}
        </SetupHead>
      )
    case 'configuration_required':
      return (
        <>
          <SetupHead connection={connection} detail={mayConfigure ? null : words.askToConfigure} />
          {mayConfigure && <ConfigurationStep connection={connection} {...step} />}
        </>
      )
    default:
      return <Done connection={connection} text={words.setupDone(company)} />
  }
}

/** For who doesn't want to wait until it is tried again by itself. */
function TryAgain({ connection }: { connection: Connection }): ReactElement {
  const { words } = useMooring()
  const change = useChange()
  const { run, isRunning, problem } = useAction()
  const retry = () => run(() => change('/connections/:id/setup/retry', connection.id))
  return (
    <div className="mooring-actions">
      <Button aria-disabled={isRunning} onClick={retry}>
        {words.tryAgain}
      </Button>
      {problem && <ProblemNote problem={problem} />}
    </div>
  )
}

/** Says what the import waits for, with the step that a person has to take. */
function Paused({ connection, canConnect }: { connection: Connection; canConnect: boolean }): ReactElement {
  const { page } = useDesk()
  const { headline, detail } = describeConnection(connection, useSpeech())
  return (
    <>
      <SetupHead connection={connection} detail={`${headline} ${detail}`} />
      {page && <page.NextStep {...{ connection, canConnect }} />}
    </>
  )
}

/** Takes the focus of the button that made way for it, and says so once. */
function Done({ connection, text }: { connection: Connection; text: string }): ReactElement {
  const { announcer } = useMooring()
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    announcer.say(text)
    if (document.activeElement === document.body) line.current?.focus()
  }, [announcer, text])
  return (
    <div ref={line} className="mooring-done" tabIndex={-1}>
      <SetupHead connection={connection} />
    </div>
  )
}
