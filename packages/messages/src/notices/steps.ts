// The step that an action asks for, in words.
import type { Action } from '@mooring/contract'
import type { Step } from './notice.ts'
import type { NoticeSpeech } from './speech.ts'

/**
 * @param reason why the connection is as it is; none where it is not a connection's: who may re-authorize may be an admin in QuickBooks
 * @returns null where there is nothing to do, or nothing on a page of the product's
 */
export function stepOf(action: Action, { kit, notices }: NoticeSpeech, reason?: string | null): Step | null {
  switch (action) {
    case 'reauthorize':
      return { label: kit.reauthorize, ask: kit.askToReauthorize, isForAll: false }
    case 'reconnect':
      return { label: kit.reconnect, ask: kit.askToConnect, isForAll: false }
    case 'confirm_company':
      return { label: kit.confirmCompany, ask: kit.askToConfirm, isForAll: false }
    case 'contact_admin':
      return reason ? { label: kit.reauthorize, ask: null, isForAll: false } : null
    case 'try_again':
      return { label: kit.tryAgain, ask: null, isForAll: true }
    case 'choose_other_company':
      return { label: kit.mismatchRetry, ask: null, isForAll: true }
    case 'sign_in':
      return { label: notices.signIn, ask: null, isForAll: true }
    default:
      return null
  }
}

/** What the product's own people have to put right. */
export const NEEDS_SUPPORT: readonly Action[] = ['contact_support', 'fix_configuration']
