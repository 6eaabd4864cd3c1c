// The question behind a control of your own.
import { DisconnectDialog } from '@mooring/ui'
import { useState } from 'react'

export function Leave({ onLeft }: { onLeft: () => void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Stop using QuickBooks
      </button>
      <DisconnectDialog open={open} onOpenChange={setOpen} onDisconnected={onLeft} />
    </>
  )
}
