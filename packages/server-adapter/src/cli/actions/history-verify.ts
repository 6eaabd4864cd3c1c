// mooring history verify: whether a history is as it was written, in the store or in a file.
import { checkEvidence, type EvidenceReport } from '../../history/check-evidence.ts'
import { type EvidenceFile, readEvidence } from '../../history/evidence-file.ts'
import { type Action, type Answer, type Call, textOf, WrongUse } from '../command.ts'
import { readFileOf, readKeyOf } from '../evidence-arguments.ts'
import { type Colour, counted, type Paint } from '../paint.ts'
import { evidenceText, tenantOf } from './history-export.ts'

export const historyVerify: Action = async (call) => {
  const { word } = call
  if (!isId(word)) return await ofFile(call, word)
  if (textOf(call.values.earlier) !== undefined) return await against(call, word)
  if (textOf(call.values.publicKey) !== undefined)
    throw new WrongUse(
      'With the id of a connection, --public-key is what the export at --earlier must be signed with: give that, too.',
    )
  return await inStore(call, word)
}

const isId = (word: string): boolean => /^con_[^./\\]*$/.test(word)

async function inStore({ values, open, paint }: Call, connectionId: string): Promise<Answer> {
  const { adapter } = await open()
  const tenantId = await tenantOf(connectionId, { values, adapter })
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
}

/** The store's history as it is now, against an older export: what was cut off in the store shows. */
async function against(call: Call, connectionId: string): Promise<Answer> {
  // Read before the config is: relative paths count from its folder afterwards.
  const earlier = await earlierOf(call)
  const earlierKey = await readKeyOf(textOf(call.values.publicKey), call.terminal)
  const { adapter } = await call.open()
  const tenantId = await tenantOf(connectionId, { values: call.values, adapter })
  const file = readEvidence(await evidenceText(connectionId, { adapter, tenantId }))
  // What was exported just now needs no signature to be believed.
  return answerOf(call, file, checkEvidence({ ...file, signature: null }, { key: null, earlier, earlierKey }))
}

async function ofFile(call: Call, word: string): Promise<Answer> {
  const file = await readFileOf(word, call.terminal)
  const key = await readKeyOf(textOf(call.values.publicKey), call.terminal)
  return answerOf(call, file, checkEvidence(file, { key, earlier: await earlierOf(call) }))
}

async function earlierOf({ values, terminal }: Call): Promise<EvidenceFile | null> {
  const word = textOf(values.earlier)
  return word === undefined ? null : await readFileOf(word, terminal)
}

function answerOf({ values, paint }: Call, file: EvidenceFile, report: EvidenceReport): Answer {
  const { valid, brokenAt, connectionId, tenantId, exportedAt } = report
  const first = brokenAt === null ? '' : `, first at entry ${brokenAt}`
  return {
    well: valid,
    data: report,
    lines: [
      `History of connection ${connectionId} of tenant ${tenantId}, as of ${exportedAt}.`,
      ...(values.read === true ? file.entries.map(spoken) : []),
      ...report.checks.map((check) => checkLine(check, paint)),
      valid ? paint('green', 'Intact.') : paint('red', `Not intact${first}.`),
    ],
  }
}

const COLOURS: Readonly<Record<EvidenceReport['checks'][number]['outcome'], Colour>> = {
  passed: 'green',
  failed: 'red',
  not_checked: 'yellow',
}

const checkLine = ({ outcome, said }: EvidenceReport['checks'][number], paint: Paint): string =>
  `${paint(COLOURS[outcome], outcome.replace('_', ' ').padEnd(11))} ${said}`

type Spoken = Readonly<Record<string, unknown>> | null

/** An entry in words; of a damaged one what there is. */
function spoken(entry: unknown, index: number): string {
  const { at, type, outcome, code, actor } = { ...(entry as Spoken) }
  const { userId, displayName } = { ...(actor as Spoken) }
  const name = typeof displayName === 'string' ? `${displayName} (${String(userId)})` : userId
  const how = typeof code === 'string' ? `${String(outcome)}, ${code}` : String(outcome)
  return `${String(index + 1).padStart(5)}  ${String(at)}  ${String(type)}: ${how}${name === undefined ? '' : `, by ${String(name)}`}`
}
