// All companies of a tenant, the most urgent first.
import type { Meta, StoryObj } from '@storybook/react-vite'
import * as states from '../../../../../.storybook/states.ts'
import { DataSourceList } from './DataSourceList.tsx'

const meta: Meta<typeof DataSourceList> = { title: 'Components/DataSourceList', component: DataSourceList }
export default meta
type Story = StoryObj<typeof DataSourceList>

export const Empty: Story = states.Empty
export const One: Story = states.Connected
export const Several: Story = states.SeveralCompanies
export const NoPermission: Story = states.NoPermission
export const Loading: Story = states.Loading
export const ServerError: Story = states.ServerError
export const RightToLeft: Story = { ...states.SeveralCompanies, globals: states.RightToLeft.globals }
export const Width320: Story = { ...states.SeveralCompanies, globals: states.Width320.globals }
export const WithOwnAdd: Story = { ...states.SeveralCompanies, args: { onAdd: () => {} } }
export const WithOwnRows: Story = {
  ...states.SeveralCompanies,
  args: { renderItem: ({ company, status }) => `${company.name}: ${status}` },
}
