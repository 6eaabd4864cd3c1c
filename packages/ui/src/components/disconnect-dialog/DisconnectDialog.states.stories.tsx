// The question before a disconnect in every state.
import type { Meta } from '@storybook/react-vite'
import { DisconnectDialog } from './DisconnectDialog.tsx'

const meta: Meta<typeof DisconnectDialog> = {
  title: 'Every state/DisconnectDialog',
  component: DisconnectDialog,
  tags: ['every-state'],
  args: { open: true, onOpenChange: () => {} },
}
export default meta
export * from '../../../../../.storybook/states.ts'
