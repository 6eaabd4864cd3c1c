// mooring history export: a connection's history as evidence, on standard output.
import { type Command, type Opened, onlyId, textOf, type Values } from '../command.ts'
import { notFound } from './shown-connection.ts'

/** Of a connection whose tenant was forgotten, the tenant has to be given. */
export const TENANT_FLAG = {
  type: 'string',
  form: '--tenant <id>',
  what: 'its tenant, where that was forgotten: the chain is still there',
} as const

/** @throws NotDone */
export async function tenantOf(
  connectionId: string,
  { values, adapter }: { values: Values } & Pick<Opened, 'adapter'>,
): Promise<string> {
  const tenantId = textOf(values.tenant) ?? (await adapter.operations.find({ connectionId }))?.tenantId
  if (tenantId === undefined) throw notFound(`connection ${connectionId}`)
  return tenantId
}

/** @throws NotFoundError */
export async function evidenceText(
  connectionId: string,
  { adapter, tenantId }: Pick<Opened, 'adapter'> & { tenantId: string },
): Promise<string> {
  const pieces: string[] = []
  for await (const piece of adapter.forTenant(tenantId).history.export(connectionId, 'evidence'))
    pieces.push(piece)
  return pieces.join('')
}

export const historyExport: Command = {
  name: 'history export',
  form: '<con_…>',
  what: "prints a connection's history as evidence: a file that history verify checks anywhere",
  example: 'mooring history export con_4n1k… > history.json',
  flags: { tenant: TENANT_FLAG },
  async run({ words, values, open }) {
    const connectionId = onlyId(words, 'con_')
    const { adapter } = await open()
    const tenantId = await tenantOf(connectionId, { values, adapter })
    const text = await evidenceText(connectionId, { adapter, tenantId })
    return { well: true, data: JSON.parse(text), lines: [text.trimEnd()] }
  },
}
