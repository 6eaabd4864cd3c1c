// Whether a page shows connections: one with the operators' board alone does not.
import type { QueryClient } from '@tanstack/react-query'
import type { connectionList } from './connection-list.ts'

/**
 * Calls back once anything on the page has asked for the list: at once where that was before.
 * @returns ends it
 */
export function onListAskedFor(
  queryClient: QueryClient,
  { queryKey }: ReturnType<typeof connectionList>,
  callback: () => void,
): () => void {
  let stop = () => {}
  const check = () => {
    const state = queryClient.getQueryState(queryKey)
    if (!state || (state.fetchStatus === 'idle' && state.status === 'pending')) return
    stop()
    callback()
  }
  stop = queryClient.getQueryCache().subscribe(check)
  check()
  return () => stop()
}
