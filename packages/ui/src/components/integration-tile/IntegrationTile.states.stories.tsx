// The tile in every state.
import type { Meta } from '@storybook/react-vite'
import { IntegrationTile } from './IntegrationTile.tsx'

const meta: Meta<typeof IntegrationTile> = {
  title: 'Every state/IntegrationTile',
  component: IntegrationTile,
  tags: ['every-state'],
  args: { description: 'Invoices, customers and payments of your books.' },
}
export default meta
export * from '../../../../../.storybook/states.ts'
