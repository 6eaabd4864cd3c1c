// The connect button in every state: itself, the next step, or nothing.
import type { Meta } from '@storybook/react-vite'
import { ConnectButton } from './ConnectButton.tsx'

const meta: Meta<typeof ConnectButton> = {
  title: 'Every state/ConnectButton',
  component: ConnectButton,
  tags: ['every-state'],
}
export default meta
export * from '../../../../../.storybook/states.ts'
