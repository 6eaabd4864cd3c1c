// The details support asks for, fetched and handed to the person.
import type { SupportBundle } from '@mooring/contract'
import { copyOrDownload, download } from '../../core/copy-or-download.ts'
import { useMooring } from '../../hooks/useMooring.ts'

export interface HandedBundle {
  readonly bundle: SupportBundle
  /** The message that says where it is now. */
  readonly said: 'supportCopied' | 'supportSaved'
}

const fileOf = (bundle: SupportBundle) =>
  [`quickbooks-support-${bundle.reference}.json`, JSON.stringify(bundle, null, 2)] as const

/** Saves a bundle as a file. */
export const saveBundle = (bundle: SupportBundle): void => download(...fileOf(bundle))

/**
 * Rejects with a `ProblemError`.
 * @param path of the route that answers with the bundle
 */
export function useSupport(path: string): () => Promise<HandedBundle> {
  const { client } = useMooring()
  return async () => {
    const bundle = await client.get<SupportBundle>(path)
    const how = await copyOrDownload(...fileOf(bundle))
    return { bundle, said: how === 'copied' ? 'supportCopied' : 'supportSaved' }
  }
}
