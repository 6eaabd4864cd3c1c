// The visible disconnect in every state.
import type { Meta } from '@storybook/react-vite'
import { DisconnectButton } from './DisconnectButton.tsx'

const meta: Meta<typeof DisconnectButton> = {
  title: 'Every state/DisconnectButton',
  component: DisconnectButton,
  tags: ['every-state'],
}
export default meta
export * from '../../../../../.storybook/states.ts'
