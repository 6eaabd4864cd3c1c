'use client'
// Text instead of a button that the caller may not press: whom to ask. The names come after first paint.
import type { AskableRight, Connection } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useLazyModule } from '../../hooks/useMooring.ts'

interface RequestAccessProps {
  right: AskableRight
  /** What to ask for, without a name. */
  text: string
  /** What it is about. @default a first connect */
  connection?: Connection
  /** Whether a link to the step can be taken along. @default false */
  canCopy?: boolean
}

const loadHolders = () => import('./PermissionContacts.tsx')

export function RequestAccess({
  right,
  text,
  connection,
  canCopy = false,
}: RequestAccessProps): ReactElement {
  const module = useLazyModule(loadHolders, true)
  return (
    <>
      <span className="mooring-muted">
        {text}
        {module && <module.PermissionContacts {...{ right, connection }} />}
      </span>
      {canCopy && connection && module && <module.StepLink connection={connection} />}
    </>
  )
}
