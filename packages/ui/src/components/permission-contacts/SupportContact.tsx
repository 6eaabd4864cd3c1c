'use client'
// How the host's support is reached; loaded on demand.
import type { ReactElement } from 'react'
import { useComponentMessages } from '../../hooks/useComponentMessages.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { Link } from '../button/Button.tsx'
import { addressOf } from './contact-address.ts'

interface SupportContactProps {
  /** What is true, for the letter. */
  about: string
  reference: string | null
}

/** Renders nothing where the host says nothing of its support. */
export function SupportContact({ about, reference }: SupportContactProps): ReactElement | null {
  const { words: first } = useMooring()
  const words = useComponentMessages()
  const { supportContact } = useConnections()
  if (supportContact === null) return null
  const body = [about, reference && first.reference(reference), location.href].filter(Boolean).join('\n\n')
  const address = addressOf(supportContact, { subject: words.quickBooks, body })
  return (
    <span className="mooring-muted">
      {words.supportContact}:{' '}
      {address ? (
        <Link className="mooring-link" href={address}>
          <bdi>{supportContact}</bdi>
        </Link>
      ) : (
        <bdi>{supportContact}</bdi>
      )}
    </span>
  )
}
