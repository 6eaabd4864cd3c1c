// The question in every state: asked while the company awaits confirmation, and withdrawn in any other.
import type { Meta } from '@storybook/react-vite'
import { ConfirmCompanyDialog } from './ConfirmCompanyDialog.tsx'

const meta: Meta<typeof ConfirmCompanyDialog> = {
  title: 'Every state/ConfirmCompanyDialog',
  component: ConfirmCompanyDialog,
  tags: ['every-state'],
  args: { open: true, onOpenChange: () => {} },
}
export default meta
export * from '../../../../../.storybook/states.ts'
