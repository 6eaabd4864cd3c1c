// How to disconnect inside QuickBooks.
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { DisconnectGuide } from './DisconnectGuide.tsx'

const meta: Meta<typeof DisconnectGuide> = {
  title: 'Components/DisconnectGuide',
  component: DisconnectGuide,
  args: { listingName: 'Harborline' },
}
export default meta
type Story = StoryObj<typeof DisconnectGuide>

export const Named: Story = {}
export const WithoutAName: Story = { args: { listingName: undefined } }
export const WithTheHostsPictures: Story = { args: { children: 'Your pictures stand here.' } }
export const NotConnected: Story = { parameters: { mooring: { list: connectionListFixture([]) } } }
export const LongName: Story = {
  parameters: {
    mooring: {
      list: connectionListFixture([
        connectionFixture('connected', null, {
          company: {
            realmId: '•••• 1234',
            name: 'The Honourable Company of Harbour-Side Tea Merchants, Blenders and Wholesale Purveyors of Fine Leaf',
            country: 'GB',
          },
        }),
      ]),
    },
  },
}
export const Loading: Story = { parameters: { mooring: { loading: true } } }
export const RightToLeft: Story = { globals: { direction: 'rtl', locale: 'ar' } }
