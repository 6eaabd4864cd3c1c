// What a link of a mail opens: the step of a connection, or what is true where the step is over or not for this person.
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { type ReactElement, useState } from 'react'
import { screen } from 'storybook/test'
import { given, LONG_NAMED, on, READ_ONLY } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { press } from '../../../../../.storybook/words.ts'
import type { DialogStep } from '../../core/authorization/authorization-session.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { LinkedStepDialog } from './LinkedStepDialog.tsx'

/** A host's page that someone has come to by a link. */
function Arrived({ step = 'reauthorize' }: { step?: DialogStep }): ReactElement | null {
  const { connection } = useConnection()
  const [isOpen, setOpen] = useState(true)
  if (!connection || !isOpen) return null
  return <LinkedStepDialog {...{ connection, step }} onClose={() => setOpen(false)} />
}

const meta: Meta<typeof Arrived> = {
  title: 'Components/QuickBooksProvider/A linked step',
  component: Arrived,
}
export default meta
type Story = StoryObj<typeof Arrived>

const lost = (change?: Parameters<typeof connectionFixture>[2]) =>
  connectionFixture('reauthorization_required', 'admin_access_lost', change)

export const Reauthorize: Story = on(lost())
export const LongNameAt320: Story = { ...on(lost({ company: LONG_NAMED })), globals: states.Width320.globals }
export const RightToLeft: Story = { ...Reauthorize, globals: states.RightToLeft.globals }
export const Japanese: Story = { ...Reauthorize, globals: states.Japanese.globals }
export const Dark: Story = { ...Reauthorize, globals: states.Dark.globals }
export const ForWhoMayNot: Story = given({
  list: connectionListFixture([lost({ can: READ_ONLY })], {
    can: { connect: false },
    whoCan: { reauthorize: [{ displayName: 'Ada Martin', contact: 'ada@example.com' }] },
  }),
})
export const OnlySupportHelps: Story = given({
  list: connectionListFixture([connectionFixture('blocked', 'app_misconfigured')], {
    support: { contact: 'help@harborline.example' },
  }),
})
export const Over: Story = states.Connected
export const OverAndDisconnected: Story = { ...states.DisconnectedByUser, args: { step: 'disconnect' } }
export const Confirm: Story = { ...states.AwaitingConfirmation, args: { step: 'confirm' } }
export const Switch: Story = { ...states.Connected, args: { step: 'switch' } }
export const Closed: Story = {
  ...Reauthorize,
  play: async (steps) => {
    await screen.findByRole('dialog')
    await press(steps, 'close')
  },
}
