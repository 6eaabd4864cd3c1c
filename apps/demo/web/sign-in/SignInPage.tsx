// Sign-in: the people of both tenants, one click each.
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Notice } from '../frame/Notice.tsx'
import { Wordmark } from '../frame/Wordmark.tsx'
import { type Person, signIn, usePeople } from '../session.ts'

const RIGHTS: Record<string, string> = {
  connect: 'connect',
  reauthorize: 're-authorize',
  disconnect: 'disconnect',
  audit: 'audit',
  operate: 'operate',
}

function describe({ role, permissions }: Person): string {
  const rights = permissions.flatMap((permission) => RIGHTS[permission] ?? [])
  const may = rights.length > 0 ? new Intl.ListFormat('en').format(rights) : 'look, and nothing else'
  return `${role}. May ${may}.`
}

function PersonRow({ person, choose }: { person: Person; choose: (id: string) => void }) {
  const description = `rights-${person.id}`
  return (
    <li className="person">
      <button type="button" aria-describedby={description} onClick={() => choose(person.id)}>
        Sign in as {person.name}
      </button>
      <span id={description}>{describe(person)}</span>
    </li>
  )
}

/** The page at `/sign-in`. */
export function SignInPage() {
  const people = usePeople()
  const entering = useMutation({ mutationFn: signIn })
  useEffect(() => {
    document.title = 'Sign in · Harborline'
  }, [])
  const tenants = Map.groupBy(people.data?.people ?? [], ({ tenant }) => tenant.name)
  return (
    <main className="sign-in">
      <Wordmark />
      <h1>Sign in</h1>
      <p className="lead">A demo: choose who you are. There is no password.</p>
      <Notice error={people.error ?? entering.error} />
      {[...tenants].map(([tenant, members]) => (
        <section key={tenant} className="card">
          <h2>{tenant}</h2>
          <ul>
            {members.map((person) => (
              <PersonRow key={person.id} person={person} choose={entering.mutate} />
            ))}
          </ul>
        </section>
      ))}
    </main>
  )
}
