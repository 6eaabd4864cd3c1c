// mooring renew: a refresh now.
import type { Action } from '../command.ts'
import { connectionLines, isWell } from './shown-connection.ts'

export const renew: Action = async ({ word: id, open, paint }) => {
  const { adapter } = await open()
  const before = await adapter.operations.find({ connectionId: id })
  const after = await adapter.operations.renew(id)
  const isRenewed = after.proof?.kind === 'token_refresh' && after.proof.at !== before?.proof?.at
  const said = isRenewed ? paint('green', 'Renewed.') : paint('red', 'Not renewed.')
  return { well: isRenewed && isWell(after), data: after, lines: [said, ...connectionLines(after, paint)] }
}
