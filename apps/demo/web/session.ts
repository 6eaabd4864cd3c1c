// Who is signed in, as the server says.
import type { Permission } from '@mooring/contract'
import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { hostGet, hostPost } from './host-api.ts'

/** A person, as the pages see one. */
export interface Person {
  id: string
  name: string
  role: string
  tenant: { id: string; name: string }
  permissions: Permission[]
}

/** The session of this browser. */
export interface Session {
  person: Person | null
  /** Whether the demo started the simulator, and so has a panel for it. */
  hasSimulator: boolean
  /** Which instance of the host answered; null where there is only one. */
  instance: string | null
}

/** Reads the session. */
export const useSession = () =>
  useQuery({ queryKey: ['session'], queryFn: () => hostGet<Session>('/session'), staleTime: Infinity })

/** Everybody who can sign in. */
export const usePeople = () =>
  useQuery({
    queryKey: ['people'],
    queryFn: () => hostGet<{ people: Person[] }>('/people'),
    staleTime: Infinity,
  })

const isOwnPath = (path: string | null): path is string => path !== null && /^\/(?![/\\])/.test(path)

/** Signs in and opens the page that was asked for: anew, so that nothing of another person stays in memory. */
export async function signIn(personId: string): Promise<void> {
  await hostPost('/session', { personId })
  const next = new URLSearchParams(location.search).get('next')
  location.assign(isOwnPath(next) ? next : '/')
}

/** Signs out, back to the sign-in page. */
export async function signOut(): Promise<void> {
  await hostPost('/session/end')
  location.assign('/sign-in')
}

/** The signed-in person, for the pages behind the sign-in. */
export const PersonContext = createContext<Person | null>(null)

/** The signed-in person. */
export function usePerson(): Person {
  const person = useContext(PersonContext)
  if (!person) throw new Error('This page is shown to people who are signed in.')
  return person
}
