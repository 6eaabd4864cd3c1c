// The life of an authorization in every state.
import type { Meta } from '@storybook/react-vite'
import { ConnectionHealth } from './ConnectionHealth.tsx'

const meta: Meta<typeof ConnectionHealth> = {
  title: 'Every state/ConnectionHealth',
  component: ConnectionHealth,
  tags: ['every-state'],
}
export default meta
export * from '../../../../../.storybook/states.ts'
