// The sync in every state of its connection.
import type { Meta } from '@storybook/react-vite'
import { SyncProgress } from './SyncProgress.tsx'

const meta: Meta<typeof SyncProgress> = {
  title: 'Every state/SyncProgress',
  component: SyncProgress,
  tags: ['every-state'],
}
export default meta
export * from '../../../../../.storybook/states.ts'
