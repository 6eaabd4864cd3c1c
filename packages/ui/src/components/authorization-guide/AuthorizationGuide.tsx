'use client'
// What to know before QuickBooks' pages open, once on a page: what is needed and what the data is used for, and, one click away, the
// rest. That comes when it is first opened.
import { type ReactElement, useRef, useState } from 'react'
import { useConnection } from '../../hooks/useConnection.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useIsFirst } from '../../hooks/useIsFirst.ts'
import { useModule, useMooring } from '../../hooks/useMooring.ts'
import { GUIDE } from '../connection-status/step-places.ts'

interface AuthorizationGuideProps {
  /** The connection that is renewed or taken up again; null for a new one. */
  connectionId: string | null
  /** Whether Intuit's window is open already: then it stands here, wherever it stood before. @default false */
  urgent?: boolean
}

export function AuthorizationGuide({ connectionId, urgent }: AuthorizationGuideProps): ReactElement {
  const place = useRef<HTMLDivElement>(null)
  const isFirst = useIsFirst(GUIDE, place, urgent)
  return (
    <div ref={place} className="mooring-guide" hidden={!isFirst}>
      {isFirst && <Guide connectionId={connectionId} />}
    </div>
  )
}

const loadText = () => import('../quick-books-provider/flow-parts.ts')

function Guide({ connectionId }: { connectionId: string | null }): ReactElement {
  const { words } = useMooring()
  const [open, setOpen] = useState(false)
  const { dataUse } = useConnections()
  const name = useConnection(connectionId).connection?.company.name
  const module = useModule(loadText, open || dataUse !== null)
  return (
    <>
      <p>{name ? words.beforeNeedOf(name) : words.beforeNeed}</p>
      {dataUse && module && <module.DataUseText dataUse={dataUse} />}
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className="mooring-more">{words.beforeSignIn}</summary>
        {open && module && <module.GuideText />}
      </details>
    </>
  )
}
