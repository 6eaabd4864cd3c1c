// app/routes/data-sources.tsx: rendered on the server, alive in the browser.
import { ConnectionBanner, DataSourceList, QuickBooksProvider } from '@mooring/ui'
import styles from '@mooring/ui/styles.css?url'
import type { ReactElement } from 'react'

export const links = () => [{ rel: 'stylesheet', href: styles }]

export default function DataSources(): ReactElement {
  return (
    <QuickBooksProvider basePath="/api/quickbooks">
      <h1>Data sources</h1>
      <ConnectionBanner />
      <DataSourceList />
    </QuickBooksProvider>
  )
}
