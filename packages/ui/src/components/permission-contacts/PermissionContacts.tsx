'use client'
// The people who have a right, each with a way to reach them, and a link to hand over; loaded on demand.
import type { AskableRight, Connection, Person } from '@mooring/contract'
import { linkToStep } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import type { ReactElement } from 'react'
import { useConnections } from '../../hooks/useConnections.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { useStateOf } from '../../hooks/useStateOf.ts'
import { Link } from '../button/Button.tsx'
import { addressOf } from './contact-address.ts'

/** More names than these help no one to decide. */
const MOST = 3

interface PermissionContactsProps {
  right: AskableRight
  /** What the letter to them is about. @default that nothing is connected */
  connection?: Connection | undefined
}

/** Renders nothing where the host names no one. */
export function PermissionContacts({ right, connection }: PermissionContactsProps): ReactElement | null {
  const { locale } = useMooring()
  const people = useConnections().whoCan[right]?.slice(0, MOST) ?? []
  const about = useAbout(connection)
  const words = useDialogMessages()
  const letterTo = (name: string) =>
    connection ? words.letter(name, about.what, about.link) : `${about.link}\n\n${about.what}`
  if (people.length === 0) return null
  const indexes = Object.keys(people)
  const list = new Intl.ListFormat(locale, { type: 'unit' }).formatToParts(indexes)
  return (
    <span className="mooring-holders">
      {' '}
      {list.map(({ type, value }) => {
        const person = type === 'element' && people[Number(value)]
        return person ? <Contact key={value} person={person} letter={letterTo(person.displayName)} /> : value
      })}
    </span>
  )
}

/** What a letter says is true, and where the next step is. */
interface About {
  readonly what: string
  readonly link: string
}

function useAbout(connection: Connection | undefined): About {
  const speech = useSpeech()
  if (!connection) return { what: speech.words.notConnected, link: location.href }
  const { headline, detail } = describeConnection(connection, speech)
  return { what: `${headline} ${detail}`, link: linkOf(connection) }
}

const linkOf = ({ id, action }: Connection): string =>
  linkToStep(location.href, id, action === 'confirm_company' ? 'confirm' : 'reauthorize')

function Contact({ person, letter }: { person: Person; letter: string }): ReactElement {
  const words = useDialogMessages()
  const { displayName, contact } = person
  if (!contact) return <bdi>{displayName}</bdi>
  const address = addressOf(contact, { subject: words.handOver, body: letter })
  return address ? (
    <Link className="mooring-link" href={address}>
      <bdi>{displayName}</bdi>
    </Link>
  ) : (
    <span>
      <bdi>{displayName}</bdi> (<bdi>{contact}</bdi>)
    </span>
  )
}

/** A link to the connection's next step, which a press puts into the clipboard; where that isn't possible it can be read and copied. */
export function StepLink({ connection }: { connection: Connection }): ReactElement {
  const { announcer } = useMooring()
  const words = useDialogMessages()
  const link = linkOf(connection)
  const [state, setState] = useStateOf<'copied' | 'shown' | null>(link, null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link)
      setState('copied')
      announcer.announce(words.linkCopied)
    } catch {
      setState('shown')
    }
  }
  return (
    <>
      <Link
        className="mooring-link mooring-muted"
        href={link}
        onClick={(event) => {
          event.preventDefault()
          void copy()
        }}
      >
        {words.copyLink}
      </Link>
      {state === 'copied' && <small className="mooring-muted">{words.linkCopied}</small>}
      {state === 'shown' && (
        <input
          className="mooring-field"
          readOnly
          aria-label={words.copyLink}
          value={link}
          onFocus={({ target }) => target.select()}
        />
      )}
    </>
  )
}
