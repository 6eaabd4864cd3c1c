// The status line in every state.
import type { Meta } from '@storybook/react-vite'
import { ConnectionStatus } from './ConnectionStatus.tsx'

const meta: Meta<typeof ConnectionStatus> = {
  title: 'Every state/ConnectionStatus',
  component: ConnectionStatus,
  tags: ['every-state'],
}
export default meta
export * from '../../../../../.storybook/states.ts'
