'use client'
// Names both companies where another one was chosen than the connection's. The dialog itself comes when it is first opened.
import { forwardRef } from 'react'
import { useLazyDialog } from '../dialog/useLazyDialog.ts'
import type { CompanyMismatchDialogProps } from './company-mismatch-dialog-props.ts'

const loadPanel = () => import('./CompanyMismatchPanel.tsx')

/** Offers three ways on; nothing has changed meanwhile. The provider shows it by itself. It renders a `dialog`. */
export const CompanyMismatchDialog = forwardRef<HTMLDialogElement, CompanyMismatchDialogProps>(
  function CompanyMismatchDialog(props, ref) {
    const panel = useLazyDialog(loadPanel, props, ref)
    return panel && <panel.module.CompanyMismatchPanel key={panel.props.connection.id} {...panel.props} />
  },
)
