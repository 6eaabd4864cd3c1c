'use client'
// The page on which customers connect their books.
import { ConnectionBanner, DataSourceList, QuickBooksProvider } from '@mooring/ui'
import type { ReactElement } from 'react'

export function DataSources(): ReactElement {
  return (
    <QuickBooksProvider basePath="/api/quickbooks">
      <ConnectionBanner />
      <DataSourceList />
    </QuickBooksProvider>
  )
}
