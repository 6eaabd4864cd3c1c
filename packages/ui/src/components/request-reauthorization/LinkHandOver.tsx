'use client'
// The address of a link, the one time it is known: to copy, or to send as a letter.
import type { LinkReply } from '@mooring/contract'
import { type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { useLinkMessages } from '../../hooks/useLinkMessages.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { Button, Link } from '../button/Button.tsx'
import { linkLetter } from './link-letter.ts'

interface LinkHandOverProps {
  reply: LinkReply
  company: string
  note: string | undefined
  onAnother: () => void
}

export function LinkHandOver({ reply, company, note, onAnother }: LinkHandOverProps): ReactElement {
  const { announcer, locale } = useMooring()
  const words = useLinkMessages()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState('')
  const { url, link } = reply
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const ends = words.linkUntil(until.format(Date.parse(link.expiresAt)))

  const select = () => {
    field.current?.focus()
    field.current?.select()
  }
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])

  const say = (text: string) => {
    setSaid(text)
    announcer.announce(text)
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      say(words.linkCopied)
    } catch {
      select()
      say(words.linkNotCopied)
    }
  }
  return (
    <div className="mooring-link-ready">
      <p>
        {words.linkMade} {ends}
      </p>
      <label htmlFor={id}>{words.linkAddress}</label>
      <input ref={field} id={id} className="mooring-field" dir="ltr" readOnly value={url} onFocus={select} />
      <div className="mooring-actions">
        <Button kind="primary" onClick={copy}>
          {words.linkCopy}
        </Button>
        <Link
          className="mooring-button"
          href={linkLetter({ words, company, note, url, ends }, link.recipient)}
        >
          {words.linkMail}
        </Link>
        <Button onClick={onAnother}>{words.linkAnother}</Button>
      </div>
      {said && <p className="mooring-muted">{said}</p>}
    </div>
  )
}
