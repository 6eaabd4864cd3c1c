// mooring find: which connection, and whose.
import { type Action, refuseWord, textOf, WrongUse } from '../command.ts'
import { connectionLines, notFound, realmOf } from './shown-connection.ts'

export const find: Action = async ({ word, values, open, paint }) => {
  const realmId = textOf(values.realm)
  if (realmId === undefined && word === '') throw new WrongUse('Give a con_… or --realm <id>.')
  if (realmId !== undefined) refuseWord(word)
  const subject = realmId === undefined ? { connectionId: word } : { realmId: realmOf(realmId) }
  const { adapter } = await open()
  const found = await adapter.operations.find(subject)
  if (found === null)
    throw notFound(realmId === undefined ? `connection ${word}` : `connection of company ${realmId}`)
  return { well: true, data: found, lines: connectionLines(found, paint) }
}
