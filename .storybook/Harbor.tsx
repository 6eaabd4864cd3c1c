// A host with one scenario: a provider on an adapter of its own.
import { type ReactNode, useState } from 'react'
import { QuickBooksProvider } from '../packages/ui/src/index.ts'
import type { Scenario } from './scenario.ts'
import { scenarioFetch } from './scenario-fetch.ts'

interface HarborProps {
  scenario: Scenario
  locale: string
  children: ReactNode
}

/** Its adapter is made when it is shown, and gone with it. */
export function Harbor({ scenario, locale, children }: HarborProps) {
  const [answer] = useState(() => scenarioFetch(scenario))
  return (
    <QuickBooksProvider
      basePath="/api/quickbooks"
      fetch={answer}
      locale={locale}
      {...(scenario.asksForFeedback && { onFeedback: () => {} })}
    >
      {children}
    </QuickBooksProvider>
  )
}
