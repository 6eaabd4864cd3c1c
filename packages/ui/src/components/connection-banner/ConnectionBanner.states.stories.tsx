// The banner in every state: a line, or nothing while no one is needed.
import type { Meta } from '@storybook/react-vite'
import { ConnectionBanner } from './ConnectionBanner.tsx'

const meta: Meta<typeof ConnectionBanner> = {
  title: 'Every state/ConnectionBanner',
  component: ConnectionBanner,
  tags: ['every-state'],
  args: { onNavigate: () => {} },
}
export default meta
export * from '../../../../../.storybook/states.ts'
