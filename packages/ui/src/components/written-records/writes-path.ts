// Where a page of what was written is asked for.
import { pathOf } from '../../core/paths.ts'
import { pageSearch } from '../../hooks/usePages.ts'

export const writesPath = (connectionId: string, cursor: string | null, limit: number): string =>
  pathOf('/connections/:id/writes', connectionId) + pageSearch(cursor, limit)
