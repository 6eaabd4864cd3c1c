// For operators: Mooring's board of all tenants' connections, and what only this host can do.
import { type BoardFilter, OperationsBoard } from '@mooring/ui/operations-board'
import { useState } from 'react'
import { Page } from '../frame/Page.tsx'
import { usePerson } from '../session.ts'
import { NewCampaign } from './NewCampaign.tsx'
import { Refusal } from './Refusal.tsx'
import '@mooring/ui/operations-board.css'

function Operations() {
  const [filter, setFilter] = useState<BoardFilter>({})
  return (
    <>
      <OperationsBoard className="card" filter={filter} onFilterChange={setFilter} />
      <NewCampaign onStarted={() => setFilter({ section: 'campaigns' })} />
      <Refusal />
    </>
  )
}

/** The page at `/operations`. */
export function OperationsPage() {
  const mayOperate = usePerson().permissions.includes('operate')
  return (
    <Page title="Operations" lead="Every connection of every tenant, and what can be done about it.">
      {mayOperate ? <Operations /> : <p className="empty">Your role does not include operations.</p>}
    </Page>
  )
}
