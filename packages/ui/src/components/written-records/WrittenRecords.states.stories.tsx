// What was written, in every state of its connection, for someone who may audit unless the state says otherwise.
import type { Connection } from '@mooring/contract'
import type { Meta } from '@storybook/react-vite'
import { WrittenRecords } from './WrittenRecords.tsx'

const meta: Meta<typeof WrittenRecords> = {
  title: 'Every state/WrittenRecords',
  component: WrittenRecords,
  tags: ['every-state'],
  parameters: {
    change: (connection: Connection): Connection => ({
      ...connection,
      can: { ...connection.can, audit: connection.can.reauthorize || connection.can.disconnect },
    }),
  },
}
export default meta
export * from '../../../../../.storybook/states.ts'
