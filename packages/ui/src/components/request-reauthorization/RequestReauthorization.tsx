'use client'
// Asks someone without a login here to re-authorize: a link is created, handed over, and followed until it has ended.
import type { Connection } from '@mooring/contract'
import { forwardRef } from 'react'
import { classNames } from '../../core/class-names.ts'
import { useBody } from '../../hooks/useBody.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { Panel } from '../panel/Panel.tsx'
import type { RequestReauthorizationProps } from './request-reauthorization-props.ts'

const loadBody = () => import('./LinkBody.tsx')

/** Whether a re-authorization helps this connection now: only then can a link be created for it. */
const canBeAsked = ({ action }: Connection): boolean => action === 'reauthorize' || action === 'contact_admin'

function stateOf(connection: Connection): 'closed' | 'needless' | 'ready' {
  if (!connection.can.reauthorize) return 'closed'
  return canBeAsked(connection) ? 'ready' : 'needless'
}

/** Creates, hands over, lists and revokes links for one connection; for those who may re-authorize it. It renders a `section`. */
export const RequestReauthorization = forwardRef<HTMLElement, RequestReauthorizationProps>(
  function RequestReauthorization({ connectionId, onCreated, ...own }, ref) {
    const words = usePanelNames()
    const body = useBody(loadBody)
    const one = useConnection(connectionId)
    const { connection } = one
    const state = connection ? stateOf(connection) : 'none'
    return (
      <Panel
        {...own}
        className={classNames('mooring-links', own.className)}
        panelRef={ref}
        body={body}
        one={one}
        label={words.requestReauthorization}
        state={state}
        reading={one}
        lines={8}
      >
        {(known, { LinkBody }) => <LinkBody {...{ connection: known, state, onCreated }} />}
      </Panel>
    )
  },
)
