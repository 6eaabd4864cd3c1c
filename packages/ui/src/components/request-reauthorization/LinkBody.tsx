'use client'
// The form or the link that came of it, and the links there are; loaded on demand.
import type { Connection, LinkReply, LinkRequest } from '@mooring/contract'
import { type ReactElement, useState } from 'react'
import { useLinkMessages } from '../../hooks/useLinkMessages.ts'
import { isOpenLink, type Links, useLinks } from '../../hooks/useLinks.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { PermissionContacts } from '../permission-contacts/PermissionContacts.tsx'
import { LinkForm } from './LinkForm.tsx'
import { LinkHandOver } from './LinkHandOver.tsx'
import { LinkRows } from './LinkRows.tsx'

interface LinkBodyProps {
  connection: Connection
  state: 'closed' | 'needless' | 'ready' | 'none'
  onCreated: ((reply: LinkReply) => void) | undefined
}

export function LinkBody({ connection, state, onCreated }: LinkBodyProps): ReactElement {
  const { words: first } = useMooring()
  const words = useLinkMessages()
  const links = useLinks(connection, state !== 'closed')
  const company = connection.company.name ?? first.thisCompany
  if (state === 'closed') {
    return (
      <p className="mooring-muted">
        {words.linkForbidden(company)} <PermissionContacts right="reauthorize" />
      </p>
    )
  }
  return (
    <>
      {state === 'needless' ? (
        <p className="mooring-muted">{words.linkNeedless(company)}</p>
      ) : (
        <Asking {...{ company, links, onCreated }} />
      )}
      {links.problem && <ErrorMessage problem={links.problem} onRetry={links.refetch} />}
      <LinkRows links={links} />
    </>
  )
}

interface AskingProps extends Pick<LinkBodyProps, 'onCreated'> {
  company: string
  links: Links
}

function Asking({ company, links, onCreated }: AskingProps): ReactElement {
  const { announcer } = useMooring()
  const words = useLinkMessages()
  const [created, setCreated] = useState<LinkReply | null>(null)
  const [asked, setAsked] = useState<LinkRequest>({})
  const [isAgain, setAgain] = useState(false)
  const now = links.links.find(({ id }) => id === created?.link.id)
  const handed = now === undefined || isOpenLink(now) ? created : null

  const create = async (request: LinkRequest) => {
    const reply = await links.create(request)
    setAsked(request)
    setCreated(reply)
    announcer.announce(words.linkMade)
    onCreated?.(reply)
  }
  const another = () => {
    setAgain(true)
    setCreated(null)
  }
  return (
    <>
      <p className="mooring-muted">
        {words.linkWhat(company)} {words.linkLimits}
      </p>
      {handed ? (
        <LinkHandOver reply={handed} note={asked.note} {...{ company }} onAnother={another} />
      ) : (
        <LinkForm onCreate={create} isAgain={isAgain} />
      )}
    </>
  )
}
