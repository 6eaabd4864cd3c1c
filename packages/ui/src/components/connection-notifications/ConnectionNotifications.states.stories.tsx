// The tray in every state.
import type { Meta } from '@storybook/react-vite'
import { ConnectionNotifications } from './ConnectionNotifications.tsx'

const meta: Meta<typeof ConnectionNotifications> = {
  title: 'Every state/ConnectionNotifications',
  component: ConnectionNotifications,
  tags: ['every-state'],
  args: { onNavigate: () => {} },
}
export default meta
export * from '../../../../../.storybook/states.ts'
