'use client'
export { DisconnectDialog } from '../components/disconnect-dialog/DisconnectDialog.tsx'
export type { DisconnectDialogProps } from '../components/disconnect-dialog/disconnect-dialog-props.ts'
