// An import in every state of its connection: it goes on, pauses, or is over.
import type { Connection } from '@mooring/contract'
import type { Meta } from '@storybook/react-vite'
import { SetupProgress } from './SetupProgress.tsx'

const progress = { completed: 1204, total: 3100, label: 'Customers' }

const meta: Meta<typeof SetupProgress> = {
  title: 'Every state/SetupProgress',
  component: SetupProgress,
  tags: ['every-state'],
  parameters: {
    change: (connection: Connection): Connection => ({
      ...connection,
      setup: { state: 'importing', progress, error: null },
    }),
  },
}
export default meta
export * from '../../../../../.storybook/states.ts'
