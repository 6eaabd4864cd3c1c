// Rendered on the server, alive in the browser.
import { ConnectionBanner, DataSourceList, QuickBooksProvider } from '@mooring/ui'
import styles from '@mooring/ui/styles.css?url'
import { Form, redirect } from 'react-router'
import { commitSession, getSession, userOf } from '../session.server'
import type { Route } from './+types/home'

export const links = () => [{ rel: 'stylesheet', href: styles }]

export const loader = async ({ request }: Route.LoaderArgs) => ({ user: await userOf(request) })

export async function action({ request }: Route.ActionArgs) {
  const session = await getSession(request.headers.get('Cookie'))
  session.set('user', { id: 'ada', name: 'Ada', accountId: 'harborline' })
  return redirect('/', { headers: { 'Set-Cookie': await commitSession(session) } })
}

export default function Home({ loaderData: { user } }: Route.ComponentProps) {
  if (!user) {
    return (
      <Form method="post">
        <button type="submit">Sign in as Ada</button>
      </Form>
    )
  }
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
