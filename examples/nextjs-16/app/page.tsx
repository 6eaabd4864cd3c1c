import { redirect } from 'next/navigation'
import { session } from '../session'

async function signIn(): Promise<void> {
  'use server'
  const current = await session()
  current.user = { id: 'ada', name: 'Ada', accountId: 'harborline' }
  await current.save()
  redirect('/data-sources')
}

export default async function SignInPage() {
  if ((await session()).user) redirect('/data-sources')
  return (
    <form action={signIn}>
      <button type="submit">Sign in as Ada</button>
    </form>
  )
}
