// The four components together, from nothing to connected and back: for clicking through by hand.
import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import * as states from '../../../../.storybook/states.ts'
import { ConnectButton } from '../components/connect-button/ConnectButton.tsx'
import { ConnectionStatus } from '../components/connection-status/ConnectionStatus.tsx'
import { ReauthorizeMenu } from '../components/reauthorize-menu/ReauthorizeMenu.tsx'

/** A host's page with the four components and nothing else. */
function Journey(): ReactElement {
  return (
    <div className="page">
      <div className="page-row">
        <ConnectionStatus variant="card" />
        <ReauthorizeMenu />
      </div>
      <ConnectButton />
    </div>
  )
}

const meta: Meta<typeof Journey> = { title: 'The journey', component: Journey }
export default meta
type Story = StoryObj<typeof Journey>

export const FromNothing: Story = states.Empty
export const Connected: Story = states.Connected
export const ReauthorizationNeeded: Story = states.ReauthorizationRequiredRevoked
