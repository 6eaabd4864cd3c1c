'use client'
// app/providers.tsx: one provider for all pages, so that they share one event stream.
import { QuickBooksProvider } from '@mooring/ui'
import type { ReactElement, ReactNode } from 'react'

export function Providers({ children }: { children: ReactNode }): ReactElement {
  return <QuickBooksProvider basePath="/api/quickbooks">{children}</QuickBooksProvider>
}
