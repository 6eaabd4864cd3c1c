'use client'
// Asks before a connection is ended. The dialog itself comes when it is first opened.
import { forwardRef } from 'react'
import { useLazyDialog } from '../dialog/useLazyDialog.ts'
import type { DisconnectDialogProps } from './disconnect-dialog-props.ts'

const loadPanel = () => import('./DisconnectPanel.tsx')

/** Says what stops, stays and is deleted, asks why, and disconnects. It renders a `dialog` where it is used. */
export const DisconnectDialog = forwardRef<HTMLDialogElement, DisconnectDialogProps>(
  function DisconnectDialog(props, ref) {
    const panel = useLazyDialog(loadPanel, props, ref)
    return panel && <panel.module.DisconnectPanel key={panel.props.connection.id} {...panel.props} />
  },
)
