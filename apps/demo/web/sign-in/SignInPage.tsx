// Sign-in: the people of both tenants, one click each.
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { steps, WHAT_HARBORLINE_IS, WHAT_MOORING_IS } from '../../guide/steps.ts'
import { Notice } from '../frame/Notice.tsx'
import { Wordmark } from '../frame/Wordmark.tsx'
import { Steps } from '../guide/Steps.tsx'
import { type Person, signIn, usePeople, useSession } from '../session.ts'

const RIGHTS: Record<string, string> = {
  connect: 'connect',
  reauthorize: 're-authorize',
  disconnect: 'disconnect',
  audit: 'audit',
  operate: 'operate',
}

/** The rights in a sentence, none of them broken at its hyphen. */
function Rights({ permissions }: Pick<Person, 'permissions'>) {
  const rights = permissions.flatMap((permission) => RIGHTS[permission] ?? [])
  if (rights.length === 0) return 'May see everything and change nothing.'
  const parts = new Intl.ListFormat('en').formatToParts(rights).map(({ type, value }) =>
    type === 'literal' ? (
      value
    ) : (
      <span key={value} className="unbroken">
        {value}
      </span>
    ),
  )
  return <>May {parts}.</>
}

function PersonRow({ person, choose }: { person: Person; choose: (id: string) => void }) {
  const description = `rights-${person.id}`
  return (
    <li className="person">
      <button type="button" aria-describedby={description} onClick={() => choose(person.id)}>
        Sign in as {person.name}
      </button>
      <span id={description}>
        {person.role}. <Rights permissions={person.permissions} />
      </span>
    </li>
  )
}

/** The first words of the demo. */
function Introduction() {
  const session = useSession()
  if (!session.data) return null
  return (
    <section className="introduction">
      <h2>A demo of Mooring</h2>
      <p>
        {WHAT_MOORING_IS} {WHAT_HARBORLINE_IS}
      </p>
      <h3>What to try</h3>
      <Steps list={steps(session.data.hasSimulator)} tried={null} />
      <p>
        Sign in as Ada Martin, who may do everything, and click <em>Connect to QuickBooks</em>. Each step is
        ticked as you do it.
      </p>
    </section>
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
      <Introduction />
      <div className="sign-in-form">
        <Wordmark />
        <h1>Sign in</h1>
        <p className="lead">Choose who you are. There is no password.</p>
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
      </div>
    </main>
  )
}
