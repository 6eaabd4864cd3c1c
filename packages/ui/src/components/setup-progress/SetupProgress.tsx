'use client'
// The set-up after the first connect: the import of settings, then the host's own configuration.
import { type Connection, ROUTES, routePath } from '@mooring/contract'
import { forwardRef, type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import { putConnection } from '../../client/put-connection.ts'
import { useAction } from '../../hooks/useAction.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useDesk } from '../../hooks/useDesk.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useSpeech } from '../../hooks/useSpeech.ts'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import { describeConnection } from '../../messages/describe-connection.ts'
import { describeProblem } from '../../messages/describe-problem.ts'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'
import { Panel, type PanelOwnProps } from '../panel/Panel.tsx'
import { PanelHead } from '../panel/PanelHead.tsx'
import { ProgressBar } from '../panel/ProgressBar.tsx'
import { ConfigurationStep, type ConfigurationStepProps } from './ConfigurationStep.tsx'

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
  const company = connection.company.name ?? first.thisCompany
  const { state, progress, error } = connection.setup
  switch (state) {
    case 'importing':
      if (connection.action && connection.action !== 'wait' && !connection.usable) {
        return <Paused {...{ connection, canConnect: mayConfigure }} />
      }
      return (
        <>
          <PanelHead
            tone="off"
            icon="clock"
            headline={words.setupImporting(company)}
            detail={words.setupGoesOn}
          />
          <ProgressBar progress={progress} label={words.setup(company)} />
        </>
      )
    case 'failed':
      return (
        <>
          <PanelHead
            tone="bad"
            icon="alert"
            headline={words.setupFailed(company)}
            detail={error ? `${describeProblem(error, first)} ${words.setupRetried}` : words.setupRetried}
            problem={error}
          />
          {mayConfigure && <TryAgain connection={connection} />}
        </>
      )
    case 'configuration_required':
      return (
        <>
          <PanelHead
            tone="warn"
            icon="question"
            headline={words.setupToDo(company)}
            detail={mayConfigure ? null : words.askToConfigure}
          />
          {mayConfigure && <ConfigurationStep connection={connection} {...step} />}
        </>
      )
    default:
      return <Done text={words.setupDone(company)} />
  }
}

/** For who doesn't want to wait until it is tried again by itself. */
function TryAgain({ connection }: { connection: Connection }): ReactElement {
  const { client, list, queryClient, words } = useMooring()
  const { run, isRunning, problem } = useAction()
  const retry = async () => {
    const path = routePath(ROUTES.retrySetup.path, connection.id)
    const after = await run(() => client.post<Connection>(path))
    if (after) putConnection(queryClient, list, after)
  }
  return (
    <div className="mooring-actions">
      <button type="button" className="mooring-button" aria-disabled={isRunning} onClick={retry}>
        {words.tryAgain}
      </button>
      {problem && <ProblemNote problem={problem} />}
    </div>
  )
}

/** The import waits until a person has acted. */
function Paused({ connection, canConnect }: { connection: Connection; canConnect: boolean }): ReactElement {
  const { page } = useDesk()
  const speech = useSpeech()
  const words = useWordsOfPanels()
  const { headline, detail } = describeConnection(connection, speech)
  return (
    <>
      <PanelHead
        tone="warn"
        icon="pause"
        headline={words.setupPaused(connection.company.name ?? speech.words.thisCompany)}
        detail={`${headline} ${detail}`}
      />
      {page && <page.NextStep {...{ connection, canConnect }} />}
    </>
  )
}

/** Takes the focus of the button that made way for it, and says so once. */
function Done({ text }: { text: string }): ReactElement {
  const { announcer } = useMooring()
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    announcer.say(text)
    if (document.activeElement === document.body) line.current?.focus()
  }, [announcer, text])
  return (
    <div ref={line} tabIndex={-1}>
      <PanelHead tone="good" icon="check" headline={text} />
    </div>
  )
}
