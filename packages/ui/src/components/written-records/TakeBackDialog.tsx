'use client'
// The question before records are taken back: which ones would be, and which are left.
import type { Connection, TakeBackResult } from '@mooring/contract'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { pathOf } from '../../core/paths.ts'
import type { ProblemError } from '../../core/problem-error.ts'
import { useAction } from '../../hooks/useAction.ts'
import { QUERY_DEFAULTS } from '../../hooks/useConnectionQuery.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWriteMessages } from '../../hooks/useWriteMessages.ts'
import { Button } from '../button/Button.tsx'
import { AlertDialog } from '../dialog/AlertDialog.tsx'
import { useCloseWhen } from '../dialog/useLazyDialog.ts'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { RecordSummary } from './RecordSummary.tsx'

interface TakeBackDialogProps {
  connection: Connection
  onClose: () => void
  /** Called once it has begun. */
  onBegun: () => void
}

export function TakeBackDialog({ connection, onClose, onBegun }: TakeBackDialogProps): ReactElement {
  const { client, words: first } = useMooring()
  const words = useWriteMessages()
  const { close } = useDialogMessages()
  const path = pathOf('/connections/:id/writes/take-back', connection.id)
  const { data: plan, error, isFetching, refetch } = usePlan(connection.id, path)
  const { run, isRunning, problem } = useAction()
  useCloseWhen(!connection.usable && !isRunning, onClose)
  const isWorth = plan !== undefined && plan.removed.length > 0

  const answer = async () => {
    const begun = await run(() => client.post<object>(path))
    if (begun === null) return
    onBegun()
    onClose()
  }
  return (
    <AlertDialog
      connectionId={connection.id}
      title={words.takeBackTitle}
      description={words.takeBackWhat(connection.company.name ?? first.thisCompany)}
      busy={isRunning}
      problem={problem}
      onDismiss={onClose}
      answers={
        <>
          <Button data-safe="" disabled={isRunning} onClick={onClose}>
            {plan && !isWorth ? close : words.takeBackNo}
          </Button>
          {isWorth && (
            <Button kind="danger" aria-disabled={isRunning} aria-busy={isRunning} onClick={answer}>
              {isRunning ? words.takeBackBusy : words.takeBackYes}
            </Button>
          )}
        </>
      }
    >
      {/* What comes later is read out too. */}
      <div className="mooring mooring-panel" aria-live="polite" aria-busy={isFetching}>
        {plan ? <Plan plan={plan} /> : isFetching && <p className="mooring-muted">{words.takeBackReading}</p>}
      </div>
      {error && !isFetching && <ErrorMessage problem={error.problem} onRetry={() => void refetch()} />}
    </AlertDialog>
  )
}

function Plan({ plan: { removed, left } }: { plan: TakeBackResult }): ReactElement {
  const words = useWriteMessages()
  return (
    <>
      {removed.length === 0 && <p>{words.takeBackNothing}</p>}
      <RecordSummary text={words.takeBackRemoves(removed.length)} records={removed} />
      <RecordSummary text={words.takeBackLeaves(left.length)} records={left} />
    </>
  )
}

/** What would be tried; asked anew each time the question is. */
function usePlan(connectionId: string, path: string) {
  const { client, list, queryClient } = useMooring()
  return useQuery<TakeBackResult, ProblemError>(
    {
      ...QUERY_DEFAULTS,
      queryKey: [...list.queryKey, connectionId, 'take-back'],
      queryFn: () => client.post<TakeBackResult>(path, { dryRun: true }),
      staleTime: 0,
      gcTime: 0,
    },
    queryClient,
  )
}
