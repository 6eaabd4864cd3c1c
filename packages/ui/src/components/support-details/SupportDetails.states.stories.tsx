// Support details in every state.
import type { Meta } from '@storybook/react-vite'
import { SupportDetails } from './SupportDetails.tsx'

const meta: Meta<typeof SupportDetails> = {
  title: 'Every state/SupportDetails',
  component: SupportDetails,
  tags: ['every-state'],
}
export default meta
export * from '../../../../../.storybook/states.ts'
