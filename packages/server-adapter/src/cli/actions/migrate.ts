// mooring migrate: what it says, it says while it works.
import { migrateCommand } from '../../migrate-to-postgres/migrate-command.ts'
import { type Action, textOf } from '../command.ts'

export const migrate: Action = async ({ values, terminal }) => {
  const [said, complaints]: [string[], string[]] = [[], []]
  const quiet = {
    say: (line: string) => void said.push(line),
    complain: (line: string) => void complaints.push(line),
  }
  const order = {
    from: textOf(values.from),
    to: textOf(values.to),
    schema: textOf(values.schema),
    dryRun: values.dryRun === true,
    undo: values.undo === true,
  }
  const exitCode = await migrateCommand({
    ...terminal,
    ...(values.json === true ? quiet : {}),
    values: order,
  })
  return { well: exitCode === 0, exit: exitCode, data: { exitCode, said, complaints }, lines: [] }
}
