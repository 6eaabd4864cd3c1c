'use client'
// What to know before QuickBooks' pages open, one click away. Its text comes when it is first opened.
import { type ReactElement, useState } from 'react'
import { useModule } from '../../hooks/useModule.ts'
import { useMooring } from '../../hooks/useMooring.ts'

const loadText = () => import('./GuideText.tsx')

/** @param connectionId the connection that is renewed or taken up again; null for a new one */
export function AuthorizationGuide({ connectionId }: { connectionId: string | null }): ReactElement {
  const { words } = useMooring()
  const [open, setOpen] = useState(false)
  const module = useModule(loadText, open)
  return (
    <details className="mooring-guide" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="mooring-more">{words.beforeSignIn}</summary>
      {module && <module.GuideText connectionId={connectionId} />}
    </details>
  )
}
