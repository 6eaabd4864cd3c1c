// A server component around the kit, whose components mark themselves as the client's.
import { ConnectionBanner, DataSourceList, QuickBooksProvider } from '@mooring/ui'
import { redirect } from 'next/navigation'
import { session } from '../../session'

export default async function DataSourcesPage() {
  if (!(await session()).user) redirect('/')
  return (
    <QuickBooksProvider basePath="/api/quickbooks">
      <main style={{ display: 'flex', flexDirection: 'column', gap: '1rem' }}>
        <h1>Data sources</h1>
        <ConnectionBanner />
        <DataSourceList />
      </main>
    </QuickBooksProvider>
  )
}
