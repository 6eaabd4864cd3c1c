// The import, then your form with one Save.
import { SetupProgress } from '@mooring/ui'
import { useState } from 'react'

interface SetUpProps {
  save: (account: string) => Promise<void>
  openInvoices: () => void
}

export function SetUp({ save, openInvoices }: SetUpProps) {
  const [account, setAccount] = useState('4000')
  return (
    <SetupProgress onSave={() => save(account)} onSaved={openInvoices}>
      <label>
        Sales account <input required value={account} onChange={({ target }) => setAccount(target.value)} />
      </label>
    </SetupProgress>
  )
}
