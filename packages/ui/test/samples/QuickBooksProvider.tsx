// One provider around everything that shows a connection, with a bearer token.
import { QuickBooksProvider } from '@mooring/ui'
import '@mooring/ui/styles.css'
import type { ReactNode } from 'react'

interface AppProps {
  bearer: () => Promise<string>
  children: ReactNode
}

export function App({ bearer, children }: AppProps) {
  return (
    <QuickBooksProvider
      basePath="/api/quickbooks"
      headers={async () => ({ authorization: `Bearer ${await bearer()}` })}
    >
      {children}
    </QuickBooksProvider>
  )
}
