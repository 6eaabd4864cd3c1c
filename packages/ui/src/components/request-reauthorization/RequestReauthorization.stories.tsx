// Asking someone without a login, from the form to the link that was used.
import {
  connectionFixture,
  connectionListFixture,
  linkFixture,
  problemFixture,
} from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, waitFor } from 'storybook/test'
import { given, LONG_NAMED } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { named, press, wordsOf } from '../../../../../.storybook/words.ts'
import { RequestReauthorization } from './RequestReauthorization.tsx'

const meta: Meta<typeof RequestReauthorization> = {
  title: 'Components/RequestReauthorization',
  component: RequestReauthorization,
}
export default meta
type Story = StoryObj<typeof RequestReauthorization>

const lost = connectionFixture('reauthorization_required', 'admin_access_lost')
const list = connectionListFixture([lost])
const SOON = connectionListFixture([connectionFixture('expiring', 'idle_expiry_near')])
const WELL = connectionListFixture([connectionFixture()])
const nameless = { recipient: null, createdBy: null }

export const ToAsk: Story = given({ list })
export const InGoodTime: Story = given({ list: SOON })
export const Created: Story = {
  ...ToAsk,
  play: async (steps) => {
    const words = wordsOf(steps)
    await steps.userEvent.type(await screen.findByLabelText(words.linkName), 'Grace Okafor')
    await steps.userEvent.type(screen.getByLabelText(words.linkEmail), 'grace@ledgerworks.example')
    await press(steps, 'linkMake')
    const field = await screen.findByLabelText(words.linkAddress)
    await waitFor(() => expect(field).toHaveFocus())
  },
}
export const Waiting: Story = given({ list, links: [linkFixture()] })
export const AtQuickBooks: Story = given({ list, links: [linkFixture('at_intuit')] })
export const Used: Story = given({ list: WELL, links: [linkFixture('used')] })
export const EveryLink: Story = given({
  list,
  links: [
    linkFixture('created'),
    linkFixture('created', { id: 'lnk_anybody', ...nameless }),
    linkFixture('at_intuit', { recipient: { email: 'grace@ledgerworks.example' } }),
    linkFixture('used'),
    linkFixture('revoked', { recipient: { name: 'Ivan Petrov' } }),
    linkFixture('expired'),
    linkFixture('withdrawn', nameless),
  ],
})
export const Revoked: Story = {
  ...Waiting,
  play: async (steps) => {
    await press(steps, 'linkRevoke')
    await screen.findByText(wordsOf(steps).linkStates.revoked)
    await waitFor(() => expect(screen.getByRole('list')).toHaveFocus())
  },
}
export const NotNeeded: Story = given({ list: WELL })
export const NoPermission: Story = states.NoPermissionAskAda
export const Loading: Story = states.Loading
export const Empty: Story = states.Empty
export const Offline: Story = states.Offline
export const ServerError: Story = given({ list, problem: problemFixture('store_unavailable') })
export const Refused: Story = {
  ...ServerError,
  play: async (steps) => {
    await steps.userEvent.click(await named(steps, 'linkMake'))
    await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(2))
  },
}
export const RightToLeft: Story = { ...Created, globals: states.RightToLeft.globals ?? {} }
export const Dark: Story = { ...Created, globals: states.Dark.globals ?? {} }
export const Width320: Story = {
  ...given({
    list: connectionListFixture([{ ...lost, company: LONG_NAMED }]),
    links: [linkFixture('at_intuit')],
  }),
  globals: states.Width320.globals ?? {},
  play: Created.play,
}
