// The request for a re-authorization in every state of its connection.
import type { Meta } from '@storybook/react-vite'
import { RequestReauthorization } from './RequestReauthorization.tsx'

const meta: Meta<typeof RequestReauthorization> = {
  title: 'Every state/RequestReauthorization',
  component: RequestReauthorization,
  tags: ['every-state'],
}
export default meta
export * from '../../../../../.storybook/states.ts'
