'use client'
// What a set-up needs now, or how it goes; loaded on demand.
import type { Connection } from '@mooring/contract'
import { describeProblem } from '@mooring/messages/describe-problem'
import { type ComponentProps, type ReactElement, useEffect, useRef } from 'react'
import { joinSentences } from '../../core/join-sentences.ts'
import { useAction, useChange } from '../../hooks/useAction.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { useWhatIsWrong } from '../../hooks/useWhatIsWrong.ts'
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
  const { usable } = connection
  const { progress, error } = connection.setup
  const own = { connection, canConnect: mayConfigure }
  const company = connection.company.name ?? first.thisCompany
  switch (setupStageOf(connection)) {
    case 'importing':
    case 'checking':
      return (
        <>
          <Head {...own} detail={words.setupGoesOn} />
          <ProgressBar progress={progress} label={names.setup(company)} />
        </>
      )
    case 'paused':
      return <Head {...own} detail={usable && words.syncOutOfReads} />
    case 'failed':
      return (
        <Head
          {...own}
          detail={joinSentences(error && describeProblem(error, first), usable && words.setupRetried)}
          problem={error}
        >
          {usable && mayConfigure && <TryAgain connection={connection} />}
        </Head>
      )
    case 'configuration_required':
      return (
        <>
          <Head {...own} detail={!mayConfigure && words.askToConfigure} />
          {mayConfigure && <ConfigurationStep connection={connection} {...step} />}
        </>
      )
    default:
      return <Done {...own} text={words.setupDone(company)} />
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

interface HeadProps extends ComponentProps<typeof SetupHead> {
  detail?: string | false | null
  canConnect: boolean
}

/** Says what the connection needs where it can't be used, with the step that a person has to take. */
function Head({ canConnect, detail, ...head }: HeadProps): ReactElement {
  const { lazy } = useMooringContext()
  const { connection } = head
  const wrong = useWhatIsWrong(connection)
  return (
    <>
      <SetupHead {...head} detail={joinSentences(detail, wrong)} />
      {wrong && lazy && <lazy.NextStep {...{ connection, canConnect }} />}
    </>
  )
}

/** Takes the focus of the button that made way for it, and says so once. */
function Done({ text, ...head }: HeadProps & { text: string }): ReactElement {
  const { announcer } = useMooring()
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    announcer.announce(text)
    if (document.activeElement === document.body) line.current?.focus()
  }, [announcer, text])
  return (
    <div ref={line} className="mooring-done" tabIndex={-1}>
      <Head {...head} />
    </div>
  )
}
