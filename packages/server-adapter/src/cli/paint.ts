// How an answer is laid out and coloured.
import { styleText } from 'node:util'

export type Colour = 'green' | 'red' | 'yellow' | 'dim' | 'bold'
export type Paint = (colour: Colour, text: string) => string

export const painter =
  (hasColours: boolean): Paint =>
  (colour, text) =>
    hasColours ? styleText(colour, text, { validateStream: false }) : text

const LABEL = 13

/** A line with its label in a column of its own. */
export const row = (label: string, text: string): string => `${label.padEnd(LABEL)} ${text}`.trimEnd()

/** A number with the noun that goes with it. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
] as const

/** A length of time in its largest whole unit. */
export function duration(ms: number): string {
  const [size, unit] = UNITS.find(([least]) => ms >= least) ?? [1_000, 'second']
  return counted(Math.floor(ms / size), unit)
}
