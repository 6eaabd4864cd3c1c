// The three dots, closed and open.
import { connectionFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { screen } from 'storybook/test'
import { on } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { AS_WRITTEN, fromTheMenu, headlineOf } from '../../../../../.storybook/words.ts'
import { ReauthorizeMenu } from './ReauthorizeMenu.tsx'

const meta: Meta<typeof ReauthorizeMenu> = { title: 'Components/ReauthorizeMenu', component: ReauthorizeMenu }
export default meta
type Story = StoryObj<typeof ReauthorizeMenu>

const openMenu: NonNullable<Story['play']> = async ({ canvas, userEvent }) => {
  await userEvent.click(await canvas.findByRole('button', { expanded: false }))
  await screen.findByRole('menu')
}

export const Closed: Story = states.Connected
export const Open: Story = { ...states.Connected, play: openMenu }
export const OpenWithoutPermission: Story = { ...states.NoPermission, play: openMenu }
export const OpenRightToLeft: Story = { ...states.RightToLeft, play: openMenu }
export const OwnLabelAndItems: Story = {
  ...states.Connected,
  args: {
    reauthorizeLabel: 'Edit credentials',
    items: ['reauthorize', { id: 'mappings', label: 'Edit mappings', onSelect: () => {} }, 'disconnect'],
  },
  play: openMenu,
}
const switching: Pick<Story, 'args' | 'play'> = {
  args: { items: ['reauthorize', 'switch', 'disconnect'] },
  play: async (steps) => {
    await fromTheMenu(steps, 'switchStart')
    await screen.findByRole('alertdialog')
  },
}
export const Switching: Story = { ...states.Connected, ...switching }
export const SwitchingAt320: Story = { ...states.Width320, ...switching }
export const SwitchingRightToLeft: Story = { ...states.RightToLeft, ...switching }
export const SwitchingDark: Story = { ...states.Dark, ...switching }
export const Tested: Story = {
  ...states.Connected,
  play: async (steps) => {
    await fromTheMenu(steps, 'testConnection')
    const headline = headlineOf(steps, 'connected', 'Harbor Tea Co.')
    // The proof stands behind it.
    await steps.canvas.findByText(headline, { ...AS_WRITTEN, exact: false })
  },
}
export const History: Story = {
  ...on(connectionFixture('connected', null, { can: { ...connectionFixture().can, audit: true } })),
  play: async (steps) => {
    await fromTheMenu(steps, 'viewHistory')
    await screen.findByRole('dialog')
  },
}
