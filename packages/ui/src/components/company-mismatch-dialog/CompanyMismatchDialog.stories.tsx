// Two companies side by side, and three ways on.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { screen } from 'storybook/test'
import { given, LONG_NAMED, READ_ONLY } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { press } from '../../../../../.storybook/words.ts'
import { CompanyMismatchDialog } from './CompanyMismatchDialog.tsx'

const problem = problemFixture('company_mismatch', {
  expectedCompany: 'Harbor Tea Co.',
  authorizedCompany: 'Northwind Bakery',
})

const meta: Meta<typeof CompanyMismatchDialog> = {
  title: 'Components/CompanyMismatchDialog',
  component: CompanyMismatchDialog,
  args: { open: true, onOpenChange: () => {}, problem },
}
export default meta
type Story = StoryObj<typeof CompanyMismatchDialog>

export const ThreeWays: Story = states.ReauthorizationRequiredRevoked
export const Switching: Story = {
  ...ThreeWays,
  play: async (steps) => {
    await press(steps, 'mismatchSwitch')
    await screen.findByRole('textbox')
  },
}
export const OnlyTryAgain: Story = given({
  list: connectionListFixture([connectionFixture('connected', null, { can: READ_ONLY })], {
    can: { connect: false },
  }),
})
export const LongNames: Story = {
  ...ThreeWays,
  args: { problem: { ...problem, authorizedCompany: LONG_NAMED.name ?? '' } },
}
export const LongNamesAt320: Story = { ...LongNames, globals: states.Width320.globals }
export const RightToLeft: Story = { ...ThreeWays, globals: states.RightToLeft.globals }
