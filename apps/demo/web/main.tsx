// Where the pages begin.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { Router } from './router.tsx'
import '@mooring/ui/styles.css'
import './styles/index.css'

const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 1000 } } })
const root = document.getElementById('root')

if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Router>
          <App />
        </Router>
      </QueryClientProvider>
    </StrictMode>,
  )
}
