'use client'
// What a set-up needs now, or how it goes; loaded on demand.
import type { Connection } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import { describeProblem } from '@mooring/messages/describe-problem'
import { type ReactElement, useEffect, useRef } from 'react'
import { useAction, useChange } from '../../hooks/useAction.ts'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { useMooringContext } from '../../provider/context.ts'
import { Button } from '../button/Button.tsx'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { ProgressBar } from '../panel/ProgressBar.tsx'
import { ConfigurationStep, type ConfigurationStepProps } from './ConfigurationStep.tsx'
import { SetupHead, setupStageOf } from './SetupHead.tsx'

interface SetupBodyProps extends Omit<ConfigurationStepProps, 'connection'> {
  connection: Connection
  /** Whether the caller may finish the set-up. */
  mayConfigure: boolean
}

export function SetupBody({ connection, mayConfigure, ...step }: SetupBodyProps): ReactElement {
  const words = usePanelMessages()
  const names = usePanelNames()
  const { words: first } = useMooring()
  const { progress, error } = connection.setup
  const company = connection.company.name ?? first.thisCompany
  switch (setupStageOf(connection)) {
    case 'importing':
    case 'checking':
      return (
        <>
          <SetupHead connection={connection} detail={words.setupGoesOn} />
          <ProgressBar progress={progress} label={names.setup(company)} />
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
      {problem && <ErrorMessage problem={problem} />}
    </div>
  )
}

/** Says what the import waits for, with the step that a person has to take. */
function Paused({ connection, canConnect }: { connection: Connection; canConnect: boolean }): ReactElement {
  const { lazy } = useMooringContext()
  const { headline, detail } = describeConnection(connection, useSpeech())
  return (
    <>
      <SetupHead connection={connection} detail={`${headline} ${detail}`} />
      {lazy && <lazy.NextStep {...{ connection, canConnect }} />}
    </>
  )
}

/** Takes the focus of the button that made way for it, and says so once. */
function Done({ connection, text }: { connection: Connection; text: string }): ReactElement {
  const { announcer } = useMooring()
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    announcer.announce(text)
    if (document.activeElement === document.body) line.current?.focus()
  }, [announcer, text])
  return (
    <div ref={line} className="mooring-done" tabIndex={-1}>
      <SetupHead connection={connection} />
    </div>
  )
}
