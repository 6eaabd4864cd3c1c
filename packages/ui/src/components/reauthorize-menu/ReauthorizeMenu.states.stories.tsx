// The three dots in every state.
import type { Meta } from '@storybook/react-vite'
import { ReauthorizeMenu } from './ReauthorizeMenu.tsx'

const meta: Meta<typeof ReauthorizeMenu> = {
  title: 'Every state/ReauthorizeMenu',
  component: ReauthorizeMenu,
  tags: ['every-state'],
}
export default meta
export * from '../../../../../.storybook/states.ts'
