// What a host's server is thrown: always a MooringError, whatever failed below.
import { UnfitFetchError } from '../gateway/unfit-fetch.ts'
import { isThrown } from '../platform/thrown.ts'
import { StoreIdentityError, StoreUnavailableError } from '../stores/store.ts'
import { KeyRingError } from '../vault/key-ring.ts'
import { MissingKeyError, VaultError } from '../vault/token-vault.ts'
import { MooringError, problemOf } from './mooring-error.ts'

const MISCONFIGURED = { retryable: false, action: 'fix_configuration' } as const

/**
 * An error of ours as it is; the store's and the vault's with their sentence, which names no secret; anything else
 * without its message, which might.
 */
export function hostError(error: unknown): MooringError {
  if (isThrown(error, MooringError)) return error
  if (isThrown(error, StoreUnavailableError))
    return new MooringError(
      problemOf('store_unavailable', error.message, error.retryable ? {} : MISCONFIGURED),
    )
  const isOption = isThrown(error, KeyRingError) || isThrown(error, UnfitFetchError)
  if (isOption || isThrown(error, StoreIdentityError)) {
    return new MooringError(problemOf('app_misconfigured', error.message))
  }
  // Another instance may have the key: what it sealed is out of reach here, and not lost.
  if (isThrown(error, MissingKeyError)) {
    return new MooringError(problemOf('store_unavailable', error.message))
  }
  if (isThrown(error, VaultError)) {
    return new MooringError(
      problemOf(
        'app_misconfigured',
        'What is stored cannot be opened: it was altered, or moved from its row.',
      ),
    )
  }
  return new MooringError(problemOf('internal', 'Something went wrong inside Mooring.'))
}
