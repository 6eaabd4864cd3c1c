// The page with the customer's QuickBooks companies.
import { ConnectionBanner, DataSourceList, QuickBooksProvider } from '@mooring/ui'
import { createRoot } from 'react-dom/client'
import '@mooring/ui/styles.css'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <QuickBooksProvider basePath="/api/quickbooks">
      <main style={{ display: 'flex', flexDirection: 'column', gap: '1rem' }}>
        <h1>Data sources</h1>
        <ConnectionBanner />
        <DataSourceList />
      </main>
    </QuickBooksProvider>,
  )
}
