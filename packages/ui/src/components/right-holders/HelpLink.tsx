'use client'
// The way to the host's own help about a reason or a problem.
import type { ReactElement } from 'react'
import { useDesk } from '../../hooks/useDesk.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { Link } from '../button/Button.tsx'
import type { HelpTopic } from '../quick-books-provider/quick-books-provider-props.ts'

/** Renders nothing where the host has none. */
export function HelpLink({ topic }: { topic: HelpTopic }): ReactElement | null {
  const { words } = useMooring()
  const href = useDesk().root.props().help?.(topic)
  if (!href) return null
  return (
    <Link className="mooring-link mooring-muted" href={href} data-topic={topic}>
      {words.help}
    </Link>
  )
}
