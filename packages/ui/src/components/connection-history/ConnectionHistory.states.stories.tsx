// The history in every state of its connection, for someone who may audit unless the state says otherwise.
import type { Connection } from '@mooring/contract'
import type { Meta } from '@storybook/react-vite'
import { ConnectionHistory } from './ConnectionHistory.tsx'

const meta: Meta<typeof ConnectionHistory> = {
  title: 'Every state/ConnectionHistory',
  component: ConnectionHistory,
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
