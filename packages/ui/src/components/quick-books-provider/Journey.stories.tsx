// The four components together, from nothing to connected and back.
import { connectionListFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { ConnectButton } from '../connect-button/ConnectButton.tsx'
import { ConnectionStatus } from '../connection-status/ConnectionStatus.tsx'
import { ReauthorizeMenu } from '../reauthorize-menu/ReauthorizeMenu.tsx'

function Journey(): ReactElement {
  return (
    <>
      <ConnectionStatus variant="card" />
      <ConnectButton />
      <ReauthorizeMenu />
    </>
  )
}

const meta: Meta<typeof Journey> = { title: 'Journey', component: Journey }
export default meta

export const FromNothing: StoryObj<typeof Journey> = {
  parameters: { mooring: { list: connectionListFixture([]) } },
}
export const Connected: StoryObj<typeof Journey> = {
  parameters: { mooring: { list: connectionListFixture() } },
}
