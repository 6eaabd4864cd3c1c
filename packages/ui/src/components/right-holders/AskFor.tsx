'use client'
// Words in the place of a button that somebody may not press: whom to ask. The names come after first paint.
import type { AskableRight, Connection } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useModule } from '../../hooks/useMooring.ts'

interface AskForProps {
  right: AskableRight
  /** What to ask for, without a name. */
  text: string
  /** What it is about. @default a first connect */
  connection?: Connection
  /** Whether a link to the step can be taken along. @default false */
  canCopy?: boolean
}

const loadHolders = () => import('./RightHolders.tsx')

export function AskFor({ right, text, connection, canCopy = false }: AskForProps): ReactElement {
  const module = useModule(loadHolders, true)
  return (
    <>
      <span className="mooring-muted">
        {text}
        {module && <module.RightHolders {...{ right, connection }} />}
      </span>
      {canCopy && connection && module && <module.StepLink connection={connection} />}
    </>
  )
}
