// Begins a switch to another company, inside the click.
import { type AuthorizeTarget, FALLBACK_OWNER } from '../../core/authorization/authorization-session.ts'
import { useMooring } from '../../hooks/useMooring.ts'

/** @param onBegun called once it is on its way: whatever asked for it can close */
export function useSwitch(connectionId: string, onBegun: () => void) {
  const { flows } = useMooring()
  return (more: Pick<AuthorizeTarget, 'why' | 'intent' | 'returnTo'>): void => {
    const target = { ...more, connectionId, allowCompanyChange: true }
    void flows.begin({ key: connectionId, initiator: FALLBACK_OWNER, target })
    onBegun()
  }
}
