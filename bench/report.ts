// The lines of a run: printed as they are measured, and collected for the page of results.

/** What was to be reached, and what was. */
export interface Goal {
  readonly measured: number
  readonly atMost?: number
  readonly atLeast?: number
  /** @default '×', a ratio to the baseline of the same run */
  readonly unit?: string
  /** Said beside it. */
  readonly note?: string
}

export interface Line {
  readonly what: string
  readonly value: string
  readonly goal: Goal | null
  readonly note: string
}

export interface Section {
  readonly title: string
  readonly lines: Line[]
  /** Why it ended early; null where it did not. */
  failure: string | null
}

const sections: Section[] = []

export const isMet = ({ measured, atMost, atLeast }: Goal): boolean =>
  (atMost === undefined || measured <= atMost) && (atLeast === undefined || measured >= atLeast)

export const textOf = ({ atMost, atLeast, unit = '×' }: Goal): string =>
  atMost === undefined ? `≥ ${atLeast} ${unit}` : `≤ ${atMost} ${unit}`

/** A line: what was measured, beside its baseline. */
export function report(what: string, value: string, goal: Goal | string = ''): void {
  const given = typeof goal === 'string' ? { goal: null, note: goal } : { goal, note: goal.note ?? '' }
  sections.at(-1)?.lines.push({ what, value, ...given })
  const aim = given.goal === null ? '' : `goal: ${textOf(given.goal)}${isMet(given.goal) ? '' : ' (not met)'}`
  const notes = [aim, given.note].filter((text) => text !== '').join('; ')
  console.log(`  ${what.padEnd(52)} ${value.padStart(26)}   ${notes}`)
}

/** Measures one thing. Where it fails, the run goes on with the next. */
export async function measure(title: string, work: () => Promise<unknown>): Promise<void> {
  const section: Section = { title, lines: [], failure: null }
  sections.push(section)
  console.log(`\n${title}`)
  try {
    await work()
  } catch (error) {
    section.failure = error instanceof Error ? error.message : String(error)
    process.exitCode = 1
    console.log(`  It failed: ${error instanceof Error ? error.stack : error}`)
  }
}

/** What has been measured so far. */
export const measured = (): readonly Section[] => sections
