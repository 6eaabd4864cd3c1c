// Three dots with a name of your own for one item, and an item of your own.
import { ReauthorizeMenu } from '@mooring/ui'

interface BooksProps {
  connectionId: string
  openMappings: () => void
}

export function Books({ connectionId, openMappings }: BooksProps) {
  const mappings = { id: 'mappings', label: 'Edit mappings', onSelect: openMappings }
  return (
    <ReauthorizeMenu
      connectionId={connectionId}
      reauthorizeLabel="Edit credentials"
      items={['reauthorize', mappings, 'disconnect']}
    />
  )
}
