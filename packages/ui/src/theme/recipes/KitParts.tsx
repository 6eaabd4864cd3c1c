// Mooring's side of each design: the parts that a data sources page is made of.
import type { ReactElement } from 'react'
import { ConnectionBanner, DataSourceList, DisconnectButton, IntegrationTile } from '../../index.ts'

export function KitParts(): ReactElement {
  return (
    <>
      <ConnectionBanner />
      <IntegrationTile
        connectionId="con_harbor"
        description="Invoices, customers and payments of your books."
      >
        <div>
          <DisconnectButton connectionId="con_harbor" />
        </div>
      </IntegrationTile>
      <DataSourceList />
    </>
  )
}
