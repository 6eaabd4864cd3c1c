// The guide in every state: the same steps, with the name of the company.
import type { Meta } from '@storybook/react-vite'
import { DisconnectGuide } from './DisconnectGuide.tsx'

const meta: Meta<typeof DisconnectGuide> = {
  title: 'Every state/DisconnectGuide',
  component: DisconnectGuide,
  tags: ['every-state'],
  args: { listingName: 'Harborline' },
}
export default meta
export * from '../../../../../.storybook/states.ts'
