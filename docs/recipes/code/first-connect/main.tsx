// The page: state, next step and button; the questions that come up are asked by themselves.
import { ConnectButton, ConnectionStatus, QuickBooksProvider, ReauthorizeMenu } from '@mooring/ui'
import '@mooring/ui/styles.css'
import { createRoot } from 'react-dom/client'

createRoot(document.body.appendChild(document.createElement('main'))).render(
  <QuickBooksProvider basePath="/api/quickbooks">
    <ConnectionStatus />
    <ReauthorizeMenu />
    <ConnectButton />
  </QuickBooksProvider>,
)
