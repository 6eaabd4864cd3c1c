// Two companies side by side, and three ways on.
import type { Connection } from '@mooring/contract'
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { screen } from 'storybook/test'
import { CompanyMismatchDialog } from './CompanyMismatchDialog.tsx'

const meta: Meta<typeof CompanyMismatchDialog> = {
  title: 'Components/CompanyMismatchDialog',
  component: CompanyMismatchDialog,
}
export default meta
type Story = StoryObj<typeof CompanyMismatchDialog>

const on = (connection: Connection): Story => ({
  parameters: { mooring: { list: connectionListFixture([connection]) } },
})
const mayNothing = { reauthorize: false, disconnect: false, confirm: false, audit: false }
const longCompany = {
  realmId: '•••• 1234',
  name: 'The Honourable Company of Harbour-Side Tea Merchants, Blenders and Wholesale Purveyors of Fine Leaf',
  country: 'GB',
}

const problem = problemFixture('company_mismatch', {
  expectedCompany: 'Harbor Tea Co.',
  authorizedCompany: 'Northwind Bakery',
})
const shown = { open: true, onOpenChange: () => {}, problem }

export const ThreeWays: Story = {
  ...on(connectionFixture('reauthorization_required', 'revoked')),
  args: shown,
}
export const Switching: Story = {
  ...ThreeWays,
  play: async ({ userEvent }) => {
    await userEvent.click(await screen.findByRole('button', { name: 'Switch company' }))
    await screen.findByRole('textbox')
  },
}
export const OnlyTryAgain: Story = {
  args: shown,
  parameters: {
    mooring: {
      list: connectionListFixture([connectionFixture('connected', null, { can: mayNothing })], {
        can: { connect: false },
      }),
    },
  },
}
export const LongNames: Story = {
  ...ThreeWays,
  args: { ...shown, problem: { ...problem, authorizedCompany: longCompany.name } },
}
export const RightToLeft: Story = { ...ThreeWays, globals: { direction: 'rtl', locale: 'ar' } }
export const Loading: Story = { args: shown, parameters: { mooring: { loading: true } } }
