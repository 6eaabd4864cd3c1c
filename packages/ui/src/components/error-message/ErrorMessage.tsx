'use client'
// A failure in words, with one next step; and what a component says of an authorization under way, or of how it ended.
import type { Problem } from '@mooring/contract'
import { describeProblem } from '@mooring/messages/describe-problem'
import type { ReactElement } from 'react'
import type { Authorize } from '../../core/authorization/authorize.ts'
import { useLazyModule, useMooring } from '../../hooks/useMooring.ts'
import { useMooringContext } from '../../provider/context.ts'
import { Button, Link } from '../button/Button.tsx'
import { Mark } from '../icon/Mark.tsx'
import { HelpLink } from '../permission-contacts/HelpLink.tsx'

interface ErrorMessageProps {
  problem: Problem
  /** The next step, where trying again can help. */
  onRetry?: (() => void) | undefined
}

const loadContact = () => import('../permission-contacts/SupportContact.tsx')

export function ErrorMessage({ problem, onRetry }: ErrorMessageProps): ReactElement {
  const { words } = useMooring()
  const { lazy } = useMooringContext()
  const { action, code, openAt, reference, retryable } = problem
  const support = useLazyModule(loadContact, action === 'contact_support')
  const said = describeProblem(problem, words)
  return (
    <>
      <div className="mooring-problem mooring-row" role="alert" data-code={code}>
        <Mark icon="alert" tone="bad" />
        <span className="mooring-status-text">
          {said} <HelpLink topic={code} />{' '}
          {reference && <small className="mooring-muted">{words.reference(reference)}</small>}
          {support && <support.SupportContact about={said} reference={reference} />}
        </span>
        {openAt && code === 'popup_blocked' ? (
          // In words, as the frame that it is shown in may let no link open either.
          <Link href={openAt} target="_blank" rel="noreferrer">
            {openAt}
          </Link>
        ) : openAt ? (
          <Link className="mooring-button" href={openAt}>
            {words.openThere}
          </Link>
        ) : (
          retryable && onRetry && <Button onClick={onRetry}>{words.tryAgain}</Button>
        )}
      </div>
      {/* No part of what went wrong: an alert is read out whole, again with each change in it. */}
      {lazy && <lazy.FeedbackSlot topic={code} />}
    </>
  )
}

/** In one module with what every use of it needs: apart they would be two chunks. */
export function AuthorizationProgress({ flow }: { flow: Authorize }): ReactElement | null {
  const { lazy, translation } = useMooringContext()
  const { state, problem, start } = flow
  if (state === 'idle') return null
  // One from before a reload may be here before its messages are.
  if (lazy) return translation === undefined ? null : <lazy.ProgressBody flow={flow} />
  // Without the lazy components nothing can be started, which is what the problem says.
  return problem && <ErrorMessage problem={problem} onRetry={start} />
}
