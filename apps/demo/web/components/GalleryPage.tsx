// A gallery: each component of the kit once, with one of this tenant's connections.
import { useConnections } from '@mooring/ui'
import { Page, Section } from '../frame/Page.tsx'
import { ELSEWHERE, SHOWN } from './shown.tsx'

/** The page at `/components`. */
export function GalleryPage() {
  const { connections, isLoading } = useConnections()
  const shown = connections.find(({ status }) => status !== 'disconnected') ?? connections[0]
  if (isLoading) return <Page title="Components">{null}</Page>
  return (
    <Page
      title="Components"
      lead={
        shown
          ? 'Each component of Mooring once, with one of your connections. The other pages use them where a product would.'
          : 'Each component of Mooring once. Connect a company to see them with a connection.'
      }
    >
      {SHOWN.map(({ name, says, isCard = false, show }) => (
        <Section key={name} title={name} note={says}>
          <div className={isCard ? 'exhibit' : 'exhibit card'}>{show({ connectionId: shown?.id })}</div>
        </Section>
      ))}
      <Section title="Elsewhere">
        <dl className="card facts">
          {ELSEWHERE.map(({ name, where }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{where}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </Page>
  )
}
