// mooring keys public: the public half of the key that signs exported histories.
import { readSigningKey } from '../../evidence/signing-key.ts'
import { type Command, NotDone, noWords, WrongUse } from '../command.ts'
import { row } from '../paint.ts'

export const keysPublic: Command = {
  name: 'keys public',
  form: '',
  what: 'prints the public half of historySigningKey, for whoever checks exported histories',
  example: 'mooring keys public',
  async run({ words, load }) {
    noWords(words)
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
  },
}
