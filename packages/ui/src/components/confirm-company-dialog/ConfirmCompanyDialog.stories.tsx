// The question whether this is the right company.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { screen } from 'storybook/test'
import { given, LONG_NAMED, on } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { press } from '../../../../../.storybook/words.ts'
import { ConfirmCompanyDialog } from './ConfirmCompanyDialog.tsx'

const meta: Meta<typeof ConfirmCompanyDialog> = {
  title: 'Components/ConfirmCompanyDialog',
  component: ConfirmCompanyDialog,
  args: { open: true, onOpenChange: () => {} },
}
export default meta
type Story = StoryObj<typeof ConfirmCompanyDialog>

const SWITCHED = {
  id: 'con_new',
  company: { realmId: null, realmIdLast4: '5678', name: 'Northwind Bakery', country: 'CA' },
  replaces: connectionFixture().id,
}
const unconfirmed = (change: Parameters<typeof connectionFixture>[2]) =>
  on(connectionFixture('awaiting_confirmation', null, change))

export const Production: Story = states.AwaitingConfirmation
export const Sandbox: Story = unconfirmed({ environment: 'sandbox' })
export const NoName: Story = unconfirmed({
  company: { realmId: null, realmIdLast4: '1234', name: null, country: null },
})
export const LongName: Story = unconfirmed({ company: LONG_NAMED })
export const RightToLeft: Story = { ...Sandbox, globals: states.RightToLeft.globals }
export const Width320: Story = { ...LongName, globals: states.Width320.globals }
export const AlreadyConfirmed: Story = states.Connected
/** The new company of a switch, with the one that is in use until it is confirmed. */
const ofSwitch = (change?: Parameters<typeof connectionFixture>[2]) =>
  given({
    list: connectionListFixture(
      [connectionFixture(), connectionFixture('awaiting_confirmation', null, { ...SWITCHED, ...change })],
      { whoCan: { disconnect: [{ displayName: 'Ada Martin', contact: 'ada@example.com' }] } },
    ),
  })
const switched: Story = { args: { connectionId: SWITCHED.id } }
export const Switching: Story = { ...ofSwitch(), ...switched }
export const SwitchingLongNamesAt320: Story = {
  ...ofSwitch({ company: LONG_NAMED }),
  ...switched,
  globals: states.Width320.globals,
}
export const SwitchingRightToLeft: Story = { ...Switching, globals: states.RightToLeft.globals }
export const SwitchingDark: Story = { ...Switching, globals: states.Dark.globals }
export const SwitchingForWhoMayNotEndTheOldOne: Story = {
  ...ofSwitch({ can: { ...connectionFixture().can, confirm: false } }),
  ...switched,
}
export const Failed: Story = {
  ...given({
    list: connectionListFixture([connectionFixture('awaiting_confirmation')]),
    problem: problemFixture('store_unavailable'),
  }),
  play: async (steps) => {
    await press(steps, 'confirmYes')
    await screen.findByRole('alert')
  },
}
