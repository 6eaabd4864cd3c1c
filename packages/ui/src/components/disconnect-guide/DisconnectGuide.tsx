'use client'
// How to disconnect inside QuickBooks, for people who search for it there.
import { forwardRef, type ReactNode, useId } from 'react'
import { classNames } from '../../core/class-names.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { useMooringContext } from '../../provider/context.ts'
import type { PanelOwnProps } from '../panel/Panel.tsx'

export interface DisconnectGuideProps extends PanelOwnProps {
  /** The app's name inside QuickBooks. @default "this app" */
  listingName?: string
  /** Shown under the steps: the host's own pictures of them, or a link. @default nothing */
  children?: ReactNode
}

/**
 * The steps inside QuickBooks, in words that a host can replace (`messages.guideSteps`; an empty one is left out).
 * It names the connection's company where there is one. It renders a `section`.
 */
export const DisconnectGuide = forwardRef<HTMLElement, DisconnectGuideProps>(function DisconnectGuide(
  { connectionId, listingName, children, ...own },
  ref,
) {
  const words = usePanelNames()
  const { isLocaleLoading, words: first } = useMooring()
  const { lazy } = useMooringContext()
  const { connection } = useConnection(connectionId)
  const { signIn, apps, find, disconnect } = words.guideSteps
  const company = connection?.company.name ?? first.thisCompany
  const steps = [signIn(company), apps, find(listingName ?? words.guideListing), disconnect].filter(Boolean)
  const id = useId()
  // A placeholder for the text, until it is loaded.
  const unsaid = isLocaleLoading ? 'mooring-skeleton' : undefined
  return (
    <section
      aria-labelledby={id}
      {...own}
      ref={ref}
      className={classNames('mooring mooring-panel', own.className)}
      data-status={connection?.status}
      aria-busy={isLocaleLoading}
    >
      <strong id={id} className={classNames('mooring-headline', unsaid)}>
        {words.guide}
      </strong>
      <ol className={classNames('mooring-numbered', unsaid)}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {children && <div className="mooring-slot">{children}</div>}
      <p className={classNames('mooring-muted', unsaid)}>{words.guideCaveat}</p>
      <p className={classNames('mooring-muted', unsaid)}>{words.guideAfter}</p>
      {lazy && !isLocaleLoading && <lazy.FeedbackSlot topic="disconnect_guide" />}
    </section>
  )
})
