// The list of companies in every state.
import type { Meta } from '@storybook/react-vite'
import { DataSourceList } from './DataSourceList.tsx'

const meta: Meta<typeof DataSourceList> = {
  title: 'Every state/DataSourceList',
  component: DataSourceList,
  tags: ['every-state'],
}
export default meta
export * from '../../../../../.storybook/states.ts'
