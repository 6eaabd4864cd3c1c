// mooring history verify: whether a connection's history is as it was written.
import { type Command, onlyId, textOf } from '../command.ts'
import { counted } from '../paint.ts'
import { notFound } from './shown-connection.ts'

export const historyVerify: Command = {
  name: 'history verify',
  form: '<con_…>',
  what: "recomputes the hash chain of a connection's history",
  example: 'mooring history verify con_4n1k…',
  flags: {
    tenant: {
      type: 'string',
      form: '--tenant <id>',
      what: 'its tenant, where that was forgotten: the chain is still there',
    },
  },
  async run({ words, values, open, paint }) {
    const connectionId = onlyId(words, 'con_')
    const { adapter } = await open()
    const tenantId =
      textOf(values.tenant) ?? (await adapter.operations.find({ connectionId }))?.tenantId ?? null
    if (tenantId === null) throw notFound(`connection ${connectionId}`)
    const result = await adapter.forTenant(tenantId).history.verify(connectionId)
    const entries = counted(result.entries, 'entry', 'entries')
    return {
      well: result.valid,
      data: { connectionId, ...result },
      lines: [
        result.valid
          ? paint('green', `Intact: ${entries}, each follows from the one before it.`)
          : paint('red', `Broken: entry ${result.brokenAt} does not follow; ${entries} before it do.`),
      ],
    }
  },
}
