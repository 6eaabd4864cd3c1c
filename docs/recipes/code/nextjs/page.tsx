// app/settings/data-sources/page.tsx: a server component too; the kit's parts mark themselves as the client's.
import { ConnectionBanner, DataSourceList } from '@mooring/ui'
import type { ReactElement } from 'react'

export default async function DataSourcesPage(): Promise<ReactElement> {
  return (
    <main>
      <h1>Data sources</h1>
      <ConnectionBanner />
      <DataSourceList />
    </main>
  )
}
