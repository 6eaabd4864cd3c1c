// Asking again at a place of your own; after a connect it is asked by itself.
import { ConfirmCompanyDialog } from '@mooring/ui'
import { useState } from 'react'

export function AskAgain({ startImport }: { startImport: () => void }) {
  const [open, setOpen] = useState(true)
  return <ConfirmCompanyDialog open={open} onOpenChange={setOpen} onConfirmed={startImport} />
}
