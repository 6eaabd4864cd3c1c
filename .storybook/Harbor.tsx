// A host with one scenario: a provider on a mock server of its own.
import { type ReactNode, useState } from 'react'
import { QuickBooksProvider } from '../packages/ui/src/index.ts'
import { createMockServer } from './mock-server.ts'
import type { Scenario } from './scenario.ts'

interface HarborProps {
  scenario: Scenario
  locale: string
  children: ReactNode
}

/** Its server is made when it is shown, and gone with it. */
export function Harbor({ scenario, locale, children }: HarborProps) {
  const [mock] = useState(() => createMockServer(scenario, Date.now))
  return (
    <QuickBooksProvider
      basePath="/api/quickbooks"
      fetch={mock}
      locale={locale}
      {...(scenario.asksForFeedback && { onFeedback: () => {} })}
    >
      {children}
    </QuickBooksProvider>
  )
}
