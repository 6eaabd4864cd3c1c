// What happened to a connection lately: the events the host received, and the mails it sent about them.
import { type Mail, useActivity } from '../books.ts'
import { Section } from '../frame/Page.tsx'
import { EVENT_WORDS, sayMoment } from '../words.ts'

/** The last events of a connection. */
export function Activity({ connectionId }: { connectionId: string }) {
  const { events = [], mails = [] } = useActivity(connectionId) ?? {}
  if (events.length === 0) return null
  return (
    <Section title="Recent activity">
      <ul className="card timeline">
        {events.map(({ id, type, at, actor }) => (
          <li key={id}>
            <span>{EVENT_WORDS[type]}</span>
            <time dateTime={at}>{sayMoment(at)}</time>
            {actor?.displayName && <span className="by">by {actor.displayName}</span>}
          </li>
        ))}
      </ul>
      {mails.length > 0 && (
        <>
          <h3>Mails sent</h3>
          <ul className="card timeline">
            {mails.map((mail) => (
              <MailEntry key={mail.id} {...mail} />
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

/** Between the parts of a subject. */
const SEAM = ' – '

/** A mail as it was sent. */
function MailEntry({ subject, at, to, title, body, action, link }: Mail) {
  return (
    <li>
      <details className="mail">
        <summary>
          {subject.split(SEAM).map((part, at) => (
            <span key={part}>
              {at > 0 && SEAM}
              <span className="piece">{part}</span>
            </span>
          ))}
        </summary>
        <p>
          <strong>{title}</strong>
        </p>
        <p className="mail-body">{body}</p>
        {action !== null && link !== null && <a href={link}>{action}</a>}
      </details>
      <time dateTime={at}>{sayMoment(at)}</time>
      <span className="by">to {to}</span>
    </li>
  )
}
