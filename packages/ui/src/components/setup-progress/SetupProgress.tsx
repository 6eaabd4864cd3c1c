'use client'
// The set-up after the first connect: the import of settings, then the host's own configuration.
import type { Connection } from '@mooring/contract'
import { forwardRef, type ReactNode, useState } from 'react'
import { useBody } from '../../hooks/useBody.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { Panel, type PanelOwnProps } from '../panel/Panel.tsx'

export interface SetupProgressProps extends PanelOwnProps {
  /** The host's configuration form; shown once settings are imported, as long as it is not saved. */
  children?: ReactNode
  /** Stores what is in the form, before the set-up counts as finished. Where it rejects, nothing is finished. */
  onSave?: () => unknown
  /** Called once the set-up is finished by "Save configuration". */
  onSaved?: (connection: Connection) => void
}

const loadBody = () => import('./SetupBody.tsx')

/** Leads through the set-up of a connection. It renders a `section`, or nothing where there is no set-up to see. */
export const SetupProgress = forwardRef<HTMLElement, SetupProgressProps>(function SetupProgress(
  { connectionId, children, onSave, onSaved, ...own },
  ref,
) {
  const words = usePanelNames()
  const body = useBody(loadBody)
  const one = useConnection(connectionId)
  const { connection } = one
  const state = connection && connection.status !== 'disconnected' ? connection.setup.state : 'none'
  const finished = useFinish(connection?.id, state)
  if (!connection || state === 'none' || (state === 'done' && !finished)) return null
  // A set-up is there with all it says.
  if (!body.module && !body.isMissing) return null
  return (
    <Panel {...own} panelRef={ref} body={body} one={one} label={words.setup} state={state} lines={0}>
      {(shown, { SetupBody }) => (
        <SetupBody connection={shown} mayConfigure={one.canConnect} {...{ onSave, onSaved }}>
          {children}
        </SetupBody>
      )}
    </Panel>
  )
})

type State = Connection['setup']['state']

/** True once a set-up that was seen on this page is done. */
function useFinish(id: string | undefined, state: State): boolean {
  const [seen, setSeen] = useState<string | undefined>()
  const open = state !== 'none' && state !== 'done'
  if (open && seen !== id) setSeen(id)
  return id !== undefined && seen === id && state === 'done'
}
