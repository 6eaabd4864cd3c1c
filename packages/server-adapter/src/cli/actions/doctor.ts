// mooring doctor: tries what can be tried, and says what could not be.
import { MooringError } from '../../errors/mooring-error.ts'
import type { Action, Call, Loaded } from '../command.ts'
import { checkInstance, checkRedirect, checkSecretAge, untriedChecks } from '../doctor/check-addresses.ts'
import { checkIntuit } from '../doctor/check-intuit.ts'
import { checkHeaders, checkWebhooks } from '../doctor/check-proxies.ts'
import { checkStore, unopened } from '../doctor/check-store.ts'
import { cureOf } from '../doctor/cure-of-options.ts'
import { type Finding, finder, mountOf, sentenceOf } from '../doctor/finding.ts'
import type { Paint } from '../paint.ts'

export const doctor: Action = async (call) => {
  const loaded = await call.load()
  const findings = [
    finder('config', `importing ${loaded.file}`)('ok', 'it exports options'),
    ...(await examined(call, loaded)),
  ]
  const well = findings.every(({ outcome }) => outcome !== 'failed')
  const lines = findings.flatMap((finding) => linesOf(finding, call.paint))
  return { well, data: { well, findings }, lines: [...lines, '', summary(findings, call.paint)] }
}

async function examined(call: Call, loaded: Loaded): Promise<Finding[]> {
  const options = finder('options', 'making an adapter of them')
  const opened = await call.open().catch((error: unknown) => ({ error }))
  if ('error' in opened && !isOfStore(opened.error)) {
    const todo = 'do that, and run this again'
    const rest = finder('all else', 'nothing')('untried', 'it takes options that are right', todo)
    return [options('failed', sentenceOf(opened.error), cureOf(loaded.file, process.versions)), rest]
  }
  const now = loaded.options.now ?? call.terminal.now
  const patient = { ...loaded, mount: mountOf(loaded.options), now }
  const [instance, headers, webhooks, store, intuit] = await Promise.all([
    checkInstance(patient),
    checkHeaders(patient),
    checkWebhooks(patient),
    'error' in opened ? unopened(opened.error) : checkStore(opened),
    checkIntuit(patient),
  ])
  return [
    options('ok', 'every option is right'),
    checkRedirect(patient),
    instance,
    headers,
    ...store,
    ...intuit,
    webhooks,
    ...checkSecretAge(patient),
    ...untriedChecks(patient),
  ]
}

/** The options are right, and what the store's names is not there. */
const isOfStore = (error: unknown): boolean =>
  error instanceof MooringError && error.code === 'store_unavailable'

const COLOURS = { ok: 'green', hint: 'yellow', failed: 'red', untried: 'dim' } as const
const MARK = 8
const INDENT = ' '.repeat(MARK)

function linesOf({ check, outcome, tried, found, todo }: Finding, paint: Paint): string[] {
  const mark = paint(COLOURS[outcome], outcome.padEnd(MARK))
  const doing = todo === null ? [] : [`${INDENT}to do: ${todo}`]
  return [`${mark}${paint('bold', check)}: ${found}`, `${INDENT}tried: ${tried}`, ...doing]
}

function summary(findings: readonly Finding[], paint: Paint): string {
  const count = (outcome: Finding['outcome']) => findings.filter((each) => each.outcome === outcome).length
  const failed = count('failed')
  const words = `${count('ok')} ok, ${count('hint')} to consider, ${failed} failed, ${count('untried')} could not be tried`
  return paint(failed === 0 ? 'green' : 'red', words)
}
