// mooring keys public: the public half of the key that signs exported histories.
import { readSigningKey } from '../../signatures/signing-key.ts'
import { type Action, NotDone, WrongUse } from '../command.ts'
import { row } from '../paint.ts'

export const keysPublic: Action = async ({ load }) => {
  const { options } = await load()
  const given: unknown = options.historySigningKey
  if (given === undefined)
    throw new NotDone(
      'not_found',
      'The config has no historySigningKey: make one with mooring keys new --signing.',
    )
  const signer = typeof given === 'string' ? readSigningKey(given) : null
  if (signer === null)
    throw new WrongUse(
      'historySigningKey is no Ed25519 private key: make one with mooring keys new --signing.',
    )
  const { keyId, publicKey } = signer
  return {
    well: true,
    data: { keyId, publicKey },
    lines: [row('name', keyId), row('public key', publicKey)],
  }
}
