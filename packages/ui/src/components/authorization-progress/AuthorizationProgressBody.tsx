'use client'
// What is said of an authorization under way, or of how it ended; comes right after first paint.
import { type ReactElement, useEffect, useRef } from 'react'
import type { Authorize } from '../../core/authorization/authorize.ts'
import { pathOf } from '../../core/paths.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useLazyModule, useMooring } from '../../hooks/useMooring.ts'
import { AuthorizationGuide } from '../authorization-guide/AuthorizationGuide.tsx'
import { Button } from '../button/Button.tsx'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'

export function AuthorizationProgressBody({ flow }: { flow: Authorize }): ReactElement {
  const { words, announcer } = useMooring()
  const { state, attemptId, connectionId, problem, ending, isSwitch, hasLeft } = flow
  const { isFinishing, isElsewhere, isCancelling } = flow
  const note = useRef<HTMLDivElement>(null)
  const quiet = problem?.code === 'access_denied' || ending === 'cancelled'
  const trouble = quiet ? null : problem
  const busy = state !== 'ended'
  const parts = useLazyModule(loadParts, busy && isElsewhere)
  const waiting = isCancelling ? words.cancelling : isFinishing ? words.finishing : words.waiting
  const going = isElsewhere && !isCancelling && parts ? <parts.ElsewhereText /> : waiting
  const canAct = busy && !isCancelling && (!isFinishing || isElsewhere)
  const { connection } = useConnection(connectionId)
  const company = connection?.company.name ?? words.thisCompany
  const cancelled = isSwitch ? words.switchCancelled(company) : hasLeft ? words.noneChosen : words.cancelled
  const end = quiet ? cancelled : ending ? words.tooLate : ''
  useEffect(() => {
    if (end) announcer.announce(end)
  }, [end, announcer])
  useEffect(() => {
    // The button that was pressed has made way: focus goes to what replaced it, not to the top of the page.
    const lost = document.activeElement === document.body
    if (lost && (state === 'starting' || end))
      note.current?.closest('.mooring')?.querySelector('button')?.focus()
  }, [state, end])
  const dismiss = () => {
    const around = note.current?.closest('.mooring')
    flow.dismiss()
    // It had the focus, and is gone.
    queueMicrotask(() => around?.querySelector('button')?.focus())
  }

  return (
    <div ref={note} className="mooring-note" data-state={busy ? 'pending' : 'ended'}>
      {(busy || end) && <span className="mooring-note-text">{busy ? going : end}</span>}
      {canAct && (
        <span className="mooring-actions">
          <Button onClick={flow.openAgain}>{words.openAgain}</Button>
          {!isFinishing && <Button onClick={flow.cancel}>{words.cancel}</Button>}
        </span>
      )}
      {trouble && <ErrorMessage problem={trouble} onRetry={busy ? undefined : flow.retry} />}
      {canAct && <AuthorizationGuide urgent connectionId={connectionId} />}
      {trouble && !busy && attemptId && <AttemptSupport attemptId={attemptId} />}
      {!busy && <Button onClick={dismiss}>{words.dismiss}</Button>}
    </div>
  )
}

const loadParts = () => import('../global-ui/authorization-parts.ts')
const loadSupport = () => import('../support-details/SupportBody.tsx')

function AttemptSupport({ attemptId }: { attemptId: string }): ReactElement | null {
  const module = useLazyModule(loadSupport, true)
  if (!module) return null
  return (
    <div className="mooring mooring-support">
      <module.SupportBody path={pathOf('/attempts/:id/support', attemptId)} />
    </div>
  )
}
