// The page: the kit as its README mounts it, in the language and the mode that the address names.
import { createRoot } from 'react-dom/client'
import { directionOf } from '../../../packages/messages/src/direction.ts'
import {
  ConnectButton,
  ConnectionStatus,
  QuickBooksProvider,
  ReauthorizeMenu,
} from '../../../packages/ui/src/index.ts'
import '../../../packages/ui/src/theme/index.css'
import './page.css'

const asked = new URLSearchParams(location.search)
const locale = asked.get('locale') ?? 'en'
const { documentElement: html } = document
html.lang = locale
html.dir = directionOf(locale) ?? 'ltr'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <QuickBooksProvider
      basePath="/api/quickbooks"
      locale={locale}
      mode={asked.get('mode') === 'redirect' ? 'redirect' : 'auto'}
    >
      <main>
        <h1>Harborline</h1>
        <ConnectionStatus variant="card" />
        <div className="row">
          <ConnectButton />
          <ReauthorizeMenu />
        </div>
      </main>
    </QuickBooksProvider>,
  )
}
