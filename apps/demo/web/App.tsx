// Which page is shown: by the address, and by who is signed in.
import { QuickBooksProvider } from '@mooring/ui'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { useClock } from './clock.ts'
import { GalleryPage } from './components/GalleryPage.tsx'
import { ConnectionPage } from './connection/ConnectionPage.tsx'
import { DataSourcesPage } from './data-sources/DataSourcesPage.tsx'
import { Frame } from './frame/Frame.tsx'
import { Notice } from './frame/Notice.tsx'
import { Page } from './frame/Page.tsx'
import { useNoteWrongCompany } from './guide/guide.ts'
import { articleAbout, helpAbout } from './help/articles.ts'
import { HelpPage } from './help/HelpPage.tsx'
import { OperationsPage } from './operations/OperationsPage.tsx'
import { Link, useRouter } from './router.tsx'
import { PersonContext, type Session, useSession } from './session.ts'
import { SignInPage } from './sign-in/SignInPage.tsx'
import { SimulatorPage } from './simulator/SimulatorPage.tsx'
import { SyncPage } from './sync/SyncPage.tsx'

function NotFoundPage() {
  return (
    <Page title="Nothing here" lead="This address leads nowhere in Harborline.">
      <p>
        <Link href="/">Go to Data Sources</Link>
      </p>
    </Page>
  )
}

function pageFor(path: string): ReactNode {
  const connection = /^\/connections\/([^/]+)$/.exec(path)?.[1]
  if (connection) return <ConnectionPage connectionId={decodeURIComponent(connection)} />
  const article = articleAbout(/^\/help\/([a-z_]+)$/.exec(path)?.[1] ?? '')
  if (article) return <HelpPage article={article} />
  if (path === '/') return <DataSourcesPage />
  if (path === '/sync') return <SyncPage />
  if (path === '/components') return <GalleryPage />
  if (path === '/operations') return <OperationsPage />
  if (path === '/simulator') return <SimulatorPage />
  return <NotFoundPage />
}

function ToSignIn() {
  const { go } = useRouter()
  useEffect(() => {
    const next = location.pathname + location.search
    go(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`)
  }, [go])
  return null
}

function SignedIn({ session }: { session: Session }) {
  const { path } = useRouter()
  const queryClient = useQueryClient()
  const now = useClock(session.hasSimulator)
  const onProblem = useNoteWrongCompany()
  return (
    <PersonContext.Provider value={session.person}>
      <QuickBooksProvider basePath="/api/quickbooks" {...{ queryClient, now, onProblem }} help={helpAbout}>
        <Frame hasSimulator={session.hasSimulator}>{pageFor(path)}</Frame>
      </QuickBooksProvider>
    </PersonContext.Provider>
  )
}

/** The host product. */
export function App() {
  const { path } = useRouter()
  const session = useSession()
  if (path === '/sign-in') return <SignInPage />
  if (session.error) return <Notice error={session.error} />
  if (!session.data) return null
  return session.data.person ? <SignedIn session={session.data} /> : <ToSignIn />
}
