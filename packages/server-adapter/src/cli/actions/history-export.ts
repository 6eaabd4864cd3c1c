// mooring history export: a connection's history as evidence, on standard output.
import { type Action, type Opened, textOf, type Values } from '../command.ts'
import { notFound } from './shown-connection.ts'

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

export const historyExport: Action = async ({ word: connectionId, values, open }) => {
  const { adapter } = await open()
  const tenantId = await tenantOf(connectionId, { values, adapter })
  const text = await evidenceText(connectionId, { adapter, tenantId })
  return { well: true, data: JSON.parse(text), lines: [text.trimEnd()] }
}
