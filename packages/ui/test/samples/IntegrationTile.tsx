// A card of your integration store, with your settings in it.
import { IntegrationTile } from '@mooring/ui'

export function QuickBooksTile() {
  return (
    <IntegrationTile description="Invoices, customers and payments of your books.">
      <label>
        <input type="checkbox" name="drafts" /> Sync drafts, too
      </label>
    </IntegrationTile>
  )
}
