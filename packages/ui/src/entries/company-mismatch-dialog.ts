'use client'
export { CompanyMismatchDialog } from '../components/company-mismatch-dialog/CompanyMismatchDialog.tsx'
export type { CompanyMismatchDialogProps } from '../components/company-mismatch-dialog/company-mismatch-dialog-props.ts'
