// mooring keys new: a fresh key, and how it comes into use.
import { randomBytes } from 'node:crypto'
import { type Command, noWords } from '../command.ts'
import { row } from '../paint.ts'

const ORDER = [
  'Put it last in encryptionKeys, on every instance: all can open what it seals.',
  'Put it first, on every instance: all seal with it.',
  'Run mooring rotate-keys once: everything is sealed with it.',
  'Take the old key out, on every instance.',
]

export const keysNew: Command = {
  name: 'keys new',
  form: '',
  what: 'prints a fresh encryption key and the order of rotation; it is stored nowhere',
  example: 'mooring keys new',
  async run({ words, terminal, paint }) {
    noWords(words)
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
  },
}
