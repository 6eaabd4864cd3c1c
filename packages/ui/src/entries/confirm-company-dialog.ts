'use client'
export { ConfirmCompanyDialog } from '../components/confirm-company-dialog/ConfirmCompanyDialog.tsx'
export type { ConfirmCompanyDialogProps } from '../components/confirm-company-dialog/confirm-company-dialog-props.ts'
