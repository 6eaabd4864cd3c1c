'use client'
// The way to the host's own help about a reason or a problem.
import type { ReactElement } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { useMooringContext } from '../../provider/context.ts'
import type { HelpTopic } from '../../provider/quick-books-provider-props.ts'
import { Link } from '../button/Button.tsx'

/** Renders nothing where the host has none. */
export function HelpLink({ topic }: { topic: HelpTopic }): ReactElement | null {
  const { words } = useMooring()
  const href = useMooringContext().instance.props().help?.(topic)
  if (!href) return null
  return (
    <Link className="mooring-link mooring-muted" href={href} data-topic={topic}>
      {words.help}
    </Link>
  )
}
