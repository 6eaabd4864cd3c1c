// mooring keys new: a fresh key, and how it comes into use.
import { randomBytes } from 'node:crypto'
import { newSigningKey } from '../../signatures/signing-key.ts'
import type { Action, Answer } from '../command.ts'
import { type Paint, row } from '../paint.ts'

const ORDER = [
  'Put it last in encryptionKeys, on every instance: all can open what it seals.',
  'Put it first, on every instance: all seal with it.',
  'Run mooring rotate-keys once: everything is sealed with it.',
  'Take the old key out, on every instance.',
]

export const keysNew: Action = async ({ values, terminal, paint }) => {
  if (values.signing === true) return signingKey(paint)
  const id = new Date(terminal.now()).toISOString().slice(0, 10)
  const secret = randomBytes(32).toString('base64')
  return {
    well: true,
    data: { id, secret, order: ORDER },
    lines: [
      row('id', `${id}   (any name that was never used before)`),
      row('secret', paint('bold', secret)),
      '',
      'The first key of a new product goes into encryptionKeys alone. To rotate:',
      ...ORDER.map((step, index) => `  ${index + 1}. ${step}`),
    ],
  }
}

function signingKey(paint: Paint): Answer {
  const { privateKey, publicKey, keyId } = newSigningKey()
  return {
    well: true,
    data: { keyId, privateKey, publicKey },
    lines: [
      row('name', keyId),
      row('private key', paint('bold', privateKey)),
      row('public key', publicKey),
      '',
      'The private key goes into historySigningKey, as secret as the encryption keys. Give the public key to those who',
      'check your exports: mooring history verify export.json --public-key <public key>. Later it is printed by',
      'mooring keys public. Do not delete old public keys: what was signed with them is checked with them.',
    ],
  }
}
