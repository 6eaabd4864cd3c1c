// The steps inside QuickBooks, in our words or the host's.
import { connectionListFixture } from '@mooring/contract/fixtures'
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { DisconnectGuide } from './DisconnectGuide.tsx'

const steps = () => screen.getAllByRole('listitem').map((step) => step.textContent)

it('names company and listing, and says whom QuickBooks does not show the buttons', async () => {
  renderInProvider(new TestAdapter(), <DisconnectGuide listingName="Harborline" />)
  await screen.findByText('Sign in to QuickBooks as an admin and open Harbor Tea Co.')
  expect(steps()).toEqual([
    'Sign in to QuickBooks as an admin and open Harbor Tea Co.',
    'Go to Apps, then My apps.',
    'Find Harborline and open the menu beside it.',
    'Choose Disconnect and confirm.',
  ])
  expect(screen.getByRole('region', { name: 'How to disconnect inside QuickBooks' })).toHaveTextContent(
    'An accountant who looks at a client’s company does not see these buttons',
  )
})

it('takes the host’s own steps and pictures, and leaves out an empty step', () => {
  const guideSteps = { apps: '', find: (listing: string) => `Look for ${listing}.` }
  renderInProvider(
    new TestAdapter({ list: connectionListFixture([]) }),
    <DisconnectGuide listingName="Harborline">
      <img alt="My apps" src="data:," />
    </DisconnectGuide>,
    { messages: { guideSteps } },
  )
  expect(steps()).toEqual([
    'Sign in to QuickBooks as an admin and open your company.',
    'Look for Harborline.',
    'Choose Disconnect and confirm.',
  ])
  expect(screen.getByRole('img', { name: 'My apps' })).toBeVisible()
})
