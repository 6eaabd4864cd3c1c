// Companies of their own for a test that needs many: added to the simulated Intuit, connected and confirmed.
import type { Stage } from '../stage.ts'

export interface ConnectedCompany {
  readonly id: string
  readonly realmId: string
}

/** Ada becomes their admin; @returns them in order */
export function addCompanies(stage: Stage, count: number, from = 0): string[] {
  const { companies, setAdmin } = stage.simulator.control
  return Array.from({ length: count }, (_, index) => {
    const realmId = String(4_620_816_365_000_000_000n + BigInt(from + index))
    companies.add({ realmId, name: `Company ${from + index}` })
    setAdmin('ada', realmId, true)
    return realmId
  })
}

export async function connectCompanies(stage: Stage, count: number): Promise<ConnectedCompany[]> {
  const connected: ConnectedCompany[] = []
  for (const realmId of addCompanies(stage, count)) {
    const person = { user: 'ada', company: realmId }
    const { id } = await stage.browser().connect(stage.simulator.control, person)
    connected.push({ id, realmId })
  }
  return connected
}
