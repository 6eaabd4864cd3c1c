// The checks in every state.
import type { Meta } from '@storybook/react-vite'
import { ReadinessChecklist } from './ReadinessChecklist.tsx'

const meta: Meta<typeof ReadinessChecklist> = {
  title: 'Every state/ReadinessChecklist',
  component: ReadinessChecklist,
  tags: ['every-state'],
}
export default meta
export * from '../../../../../.storybook/states.ts'
