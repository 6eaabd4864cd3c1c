// Starts an authorization and follows it to its end.
import { useEffect, useId, useInsertionEffect, useRef, useSyncExternalStore } from 'react'
import {
  type AuthorizeMode,
  type AuthorizeTarget,
  NEW_CONNECTION,
  type OutcomeHandlers,
  type StartOptions,
} from '../core/authorization/authorization-session.ts'
import { type Authorize, authorizeWith } from '../core/authorization/authorize.ts'
import { useMooring } from './useMooring.ts'

export interface AuthorizeOptions extends AuthorizeTarget, OutcomeHandlers {
  /** @default the provider's */
  readonly mode?: AuthorizeMode
  /**
   * Whether the caller shows `state`, `openAgain`, `cancel` and `problem` itself. Otherwise the components of the same
   * connection do, or else the foot of the page. @default false
   */
  readonly presentsProgress?: boolean
}

/**
 * The authorization of one connection, or of a new one. The provider shows the dialogs that its outcome asks for.
 * Callbacks are called once per outcome, also after a reload.
 */
export function useAuthorize(options: AuthorizeOptions = {}): Authorize {
  return useAuthorizationSession(options, options.presentsProgress ? 0 : null)
}

/**
 * @param priority who shows an authorization that none of those who could has started: the lowest; null shows none
 */
export function useAuthorizationSession(options: AuthorizeOptions, priority: number | null): Authorize {
  const { flows } = useMooring()
  const id = useId()
  const latest = useRef(options)
  useInsertionEffect(() => {
    latest.current = options
  })
  const key = options.connectionId ?? NEW_CONNECTION
  useEffect(
    () => flows.listen({ id, key, priority, handlers: () => latest.current }),
    [flows, id, key, priority],
  )
  const flow = useSyncExternalStore(
    flows.subscribe,
    () => (priority === null ? flows.forTarget(key) : flows.ownedBy(id)),
    none,
  )

  const startOf = (): StartOptions => {
    const { connectionId, returnTo, intent, allowCompanyChange, why, mode } = latest.current
    return {
      key,
      initiator: id,
      mode,
      target: { connectionId, returnTo, intent, allowCompanyChange, why },
    }
  }
  return authorizeWith(flows, flow, startOf)
}

const none = () => null
