// What of the guide is ticked, and the one thing that only the page notices.
import type { Problem } from '@mooring/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { STEP_IDS, type StepId } from '../../guide/steps.ts'
import { hostGet, hostPost } from '../host-api.ts'

interface Tried {
  tried: StepId[]
}

const KEY = ['guide']
const EVERY_MS = 2000

/** The steps that were tried; it follows what happens until all are. */
export function useTriedSteps(): readonly StepId[] {
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: () => hostGet<Tried>('/guide'),
    refetchInterval: ({ state }) => (state.data?.tried.length === STEP_IDS.length ? false : EVERY_MS),
  })
  return data?.tried ?? []
}

/** A company that was refused changes nothing, so that no event reports it: the page does. */
export function useNoteWrongCompany(): (problem: Problem) => void {
  const queries = useQueryClient()
  return ({ code }) => {
    if (code !== 'company_mismatch') return
    hostPost<Tried>('/guide/wrong-company').then(
      (tried) => queries.setQueryData(KEY, tried),
      () => {},
    )
  }
}
