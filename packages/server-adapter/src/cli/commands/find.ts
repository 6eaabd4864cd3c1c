// mooring find: which connection, and whose.
import { type Command, noWords, onlyId, textOf, WrongUse } from '../command.ts'
import { connectionLines, notFound, realmOf } from './shown-connection.ts'

export const find: Command = {
  name: 'find',
  form: '<con_…> | --realm <id>',
  what: 'finds a connection and its tenant, by its id or its company',
  example: 'mooring find --realm 9130355377388383',
  flags: { realm: { type: 'string', form: '--realm <id>', what: "the company's realm id, in full" } },
  async run({ words, values, open, paint }) {
    const realmId = textOf(values.realm)
    if (realmId === undefined && words.length === 0) throw new WrongUse('Give a con_… or --realm <id>.')
    if (realmId !== undefined) noWords(words)
    const subject =
      realmId === undefined ? { connectionId: onlyId(words, 'con_') } : { realmId: realmOf(realmId) }
    const { adapter } = await open()
    const found = await adapter.operations.find(subject)
    if (found === null)
      throw notFound(realmId === undefined ? `connection ${words[0]}` : `connection of company ${realmId}`)
    return { well: true, data: found, lines: connectionLines(found, paint) }
  },
}
