// How a company's invoices are checked: what was chosen, and what can be.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { hostGet, hostPost } from '../host-api.ts'

/** What a person chooses. */
export interface CheckSettings {
  closingDay: number
  cashCustomer: string | null
}

interface Configuration {
  customers: { id: string; name: string }[]
  settings: CheckSettings | null
}

/** A form of the settings, and the way to store it. */
export interface CheckForm {
  customers: Configuration['customers']
  /** The values of the fields. */
  values: CheckSettings
  change(values: Partial<CheckSettings>): void
  /** Rejects with a HostProblem where it can't be stored. */
  save(): Promise<unknown>
  isSaving: boolean
  isSaved: boolean
  error: Error | null
}

const STANDARD: CheckSettings = { closingDay: 10, cashCustomer: null }

/** The settings of one connection. @param revision what they depend on: a change of it reads them again */
export function useCheckForm(connectionId: string, revision: string): CheckForm {
  const queries = useQueryClient()
  const key = ['configuration', connectionId]
  const path = `/configuration/${encodeURIComponent(connectionId)}`
  const [draft, setDraft] = useState<Partial<CheckSettings>>({})
  const { data } = useQuery({ queryKey: [...key, revision], queryFn: () => hostGet<Configuration>(path) })
  const values = { ...STANDARD, ...data?.settings, ...draft }
  const saving = useMutation({
    mutationFn: () => hostPost<Configuration>(path, values),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  })
  return {
    customers: data?.customers ?? [],
    values,
    change(changed) {
      saving.reset()
      setDraft({ ...draft, ...changed })
    },
    save: () => saving.mutateAsync(),
    isSaving: saving.isPending,
    isSaved: saving.isSuccess,
    error: saving.error,
  }
}
