// mooring rotate-keys: everything sealed with the first key.
import type { Action } from '../command.ts'
import { counted } from '../paint.ts'

export const rotateKeys: Action = async ({ open }) => {
  const { adapter, options } = await open()
  const { resealed } = await adapter.operations.rotateKeys()
  const [first, ...others] = options.encryptionKeys.map(({ id }) => id)
  const next =
    others.length === 0
      ? 'There is no other key in encryptionKeys.'
      : `Once every instance has "${first}" first, take out ${others.map((id) => `"${id}"`).join(', ')}.`
  return {
    well: true,
    data: { resealed, key: first },
    lines: [`${counted(resealed, 'secret')} sealed anew with key "${first}". ${next}`],
  }
}
