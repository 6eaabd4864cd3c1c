// The history's file: what a name, a company or a note in it can't make a spreadsheet do.
import { describe, expect, it } from 'vitest'
import { historyCsvLine } from './history-csv.ts'
import type { HistoryEntry } from './types.ts'

const entry = (displayName: string, data: Record<string, unknown> = {}): HistoryEntry => ({
  id: 'his_1',
  at: '2026-11-21T12:00:00.000Z',
  type: 'connection.connected',
  actor: { userId: 'ada', displayName },
  outcome: 'succeeded',
  code: null,
  intuitTid: null,
  data,
  hash: 'abc',
})

/** Cells as a program sees them that separates by semicolons or tabs: quotes in the middle of a cell are no quotes there. */
const cellsOf = (line: string): string[] => line.split(/[;\t\r\n]/)

const FORMULAS = ['=1+1', '+1', '-1', '@SUM(1)', '＝1+1', '＋1', '－1', '＠SUM(1)']

describe.each(FORMULAS)('%s in a cell is no formula', (formula) => {
  it.each([
    ['by itself', formula],
    ['after a blank', ` ${formula}`],
    ['after a semicolon', `Harbor;${formula}`],
    ['after a semicolon and a blank', `Harbor; ${formula}`],
    ['after a semicolon and a quote', `Harbor;"${formula}"`],
    ['after a tab', `Harbor\t${formula}`],
    ['on a line of its own', `Harbor\n${formula}`],
    ['after two of them', `;;${formula}`],
    ['after a no-break space', `;\u00A0${formula}`],
  ])('%s', (_, name) => {
    for (const line of [historyCsvLine(entry(name)), historyCsvLine(entry('Ada', { company: name }))]) {
      expect(line).not.toMatch(/(^|,)"?\s*[=+\-@＝＋－＠]/)
      for (const cell of cellsOf(line)) expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/)
    }
  })
})

it('leaves what is none as it is', () => {
  expect(historyCsvLine(entry('Ada O’Neill = owner, a-b'))).toContain('"Ada O’Neill = owner, a-b"')
  expect(historyCsvLine(entry('a;b'))).toContain('"a;b"')
})

it('reads each character of a very long name once', () => {
  const name = `${';'.repeat(200_000)}${'\n "'.repeat(200_000)}=1`
  expect(historyCsvLine(entry(name))).toContain(`'=1`)
})
