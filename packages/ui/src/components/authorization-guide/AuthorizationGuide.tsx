'use client'
// What to know before QuickBooks' pages open, once on a page: what is needed and what the data is used for, and, one click away, the
// rest. That comes when it is first opened.
import { type ReactElement, useRef, useState } from 'react'
import { GUIDE_KEY } from '../../core/singleton-slots.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useLazyModule, useMooring } from '../../hooks/useMooring.ts'
import { useSingletonSlot } from '../../hooks/useSingletonSlot.ts'
import type { AuthorizationGuideProps } from './authorization-guide-props.ts'

export function AuthorizationGuide({ connectionId, urgent }: AuthorizationGuideProps): ReactElement {
  const element = useRef<HTMLDivElement>(null)
  const isFirst = useSingletonSlot(GUIDE_KEY, element, urgent)
  return (
    <div ref={element} className="mooring-guide" hidden={!isFirst}>
      {isFirst && <Guide connectionId={connectionId} />}
    </div>
  )
}

const loadText = () => import('../global-ui/authorization-parts.ts')

function Guide({ connectionId }: { connectionId: string | null }): ReactElement {
  const { words } = useMooring()
  const [open, setOpen] = useState(false)
  const { dataUse } = useConnections()
  const name = useConnection(connectionId).connection?.company.name
  const module = useLazyModule(loadText, open || dataUse !== null)
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
