'use client'
// Asks whether the company that was connected is the right one. The dialog itself comes when it is first opened.
import { forwardRef } from 'react'
import { useLazyDialog } from '../dialog/useLazyDialog.ts'
import type { ConfirmCompanyDialogProps } from './confirm-company-dialog-props.ts'

const loadPanel = () => import('./ConfirmCompanyPanel.tsx')

/** Names the company big before anything is synced. The provider shows it by itself after a connect. It renders a `dialog`. */
export const ConfirmCompanyDialog = forwardRef<HTMLDialogElement, ConfirmCompanyDialogProps>(
  function ConfirmCompanyDialog(props, ref) {
    const panel = useLazyDialog(loadPanel, props, ref)
    return panel && <panel.module.ConfirmCompanyPanel key={panel.props.connection.id} {...panel.props} />
  },
)
