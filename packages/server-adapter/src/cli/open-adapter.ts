// The adapter that commands work with: it is never started, and says nothing by itself.
import { silentLogger } from '../platform/logger.ts'
import type { Loaded, Opened } from './command.ts'

/** @throws MooringError for a wrong option, naming it */
export async function openAdapter({ file, options }: Loaded): Promise<Opened> {
  const { createQuickBooksAdapter } = await import('../create-quickbooks-adapter.ts')
  // A host's logger may write to standard output, where the answer goes.
  return { file, options, adapter: createQuickBooksAdapter({ ...options, logger: silentLogger }) }
}
