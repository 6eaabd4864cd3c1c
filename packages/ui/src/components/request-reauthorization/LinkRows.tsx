'use client'
// The links of a connection: whom each is for, how far it is, and a way to end it.
import type { Link } from '@mooring/contract'
import { Fragment, type ReactElement, useId, useRef } from 'react'
import { messageOf } from '../../core/message-of.ts'
import { useAction } from '../../hooks/useAction.ts'
import { useLinkMessages } from '../../hooks/useLinkMessages.ts'
import { isOpenLink, type Links } from '../../hooks/useLinks.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import type { IconName } from '../../provider/slots.ts'
import { Button } from '../button/Button.tsx'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { Mark, type Tone } from '../icon/Mark.tsx'

const SIGNS: Partial<Record<Link['state'], { icon: IconName; tone: Tone }>> = {
  created: { icon: 'clock', tone: 'warn' },
  at_intuit: { icon: 'clock', tone: 'warn' },
  used: { icon: 'check', tone: 'good' },
}

export function LinkRows({ links }: { links: Links }): ReactElement | null {
  const { announcer } = useMooring()
  const words = useLinkMessages()
  const list = useRef<HTMLUListElement>(null)
  const revoke = async (id: string) => {
    await links.revoke(id)
    announcer.announce(words.linkRevoked)
    // The button is gone with what it ended.
    list.current?.focus()
  }
  if (links.links.length === 0) return null
  return (
    <>
      <strong className="mooring-link-list">{words.linkList}</strong>
      <ul ref={list} className="mooring-rows" aria-label={words.linkList} tabIndex={-1}>
        {links.links.map((link) => (
          <Row key={link.id} {...{ link, revoke }} />
        ))}
      </ul>
    </>
  )
}

interface RowProps {
  link: Link
  /** Rejects with a `ProblemError`. */
  revoke: (id: string) => Promise<void>
}

function Row({ link, revoke }: RowProps): ReactElement {
  const { locale } = useMooring()
  const words = useLinkMessages()
  const { run, isRunning, problem } = useAction()
  const id = useId()
  const { recipient, createdBy, expiresAt, state } = link
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const names = [recipient?.name, recipient?.email].filter(Boolean)
  const by = createdBy && words.linkBy(createdBy.displayName ?? createdBy.userId)
  const end = () => run(async () => await revoke(link.id))
  const sign = SIGNS[state] ?? { icon: 'off', tone: 'off' }
  return (
    <li className="mooring-row" data-link={state} data-tone={sign.tone}>
      <Mark icon={sign.icon} />
      <div className="mooring-status-text">
        <strong id={id}>
          {names.length === 0 && words.linkAnybody}
          {names.map((name, index) => (
            <Fragment key={name}>
              {index > 0 && ' '}
              <bdi>{name}</bdi>
            </Fragment>
          ))}
        </strong>{' '}
        <span className="mooring-tag">{messageOf(words.linkStates, state)}</span>
        <div className="mooring-muted">
          {by && (
            <>
              <bdi>{by}</bdi> ·{' '}
            </>
          )}
          <time dateTime={expiresAt}>{words.linkEnds(until.format(Date.parse(expiresAt)))}</time>
        </div>
      </div>
      {isOpenLink(link) && (
        <Button aria-describedby={id} aria-disabled={isRunning} aria-busy={isRunning} onClick={end}>
          {isRunning ? words.linkRevoking : words.linkRevoke}
        </Button>
      )}
      {problem && <ErrorMessage problem={problem} onRetry={end} />}
    </li>
  )
}
