// The list as it is; `onAdd` where adding a company begins with a page of your own.
import { DataSourceList } from '@mooring/ui'

export function DataSources({ openWizard }: { openWizard: () => void }) {
  return <DataSourceList onAdd={openWizard} />
}
