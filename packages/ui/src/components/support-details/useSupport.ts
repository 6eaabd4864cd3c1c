// The details support asks for, fetched and handed to the person.
import { ROUTES, routePath, type SupportBundle } from '@mooring/contract'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { copyOrSave } from './copy-or-save.ts'

export interface HandedBundle {
  readonly bundle: SupportBundle
  /** Where it is now, in words. */
  readonly text: string
}

/** Rejects with a `ProblemError`. */
export function useSupport(connectionId: string): () => Promise<HandedBundle> {
  const { client } = useMooring()
  const words = useWordsOnDemand()
  return async () => {
    const bundle = await client.get<SupportBundle>(routePath(ROUTES.support.path, connectionId))
    const how = await copyOrSave(
      `quickbooks-support-${bundle.reference}.json`,
      JSON.stringify(bundle, null, 2),
    )
    return { bundle, text: how === 'copied' ? words.supportCopied : words.supportSaved }
  }
}
