// A plan as people read it: a unified diff, what is to be pasted, what comes next.
import type { Paint } from '../paint.ts'
import { isWritten, type Plan, TITLES, type Written } from './plan.ts'

/** A unified diff of one file. */
export async function diffOf({ kind, path, before, content, shown }: Written): Promise<string> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff')
  const from = kind === 'create' ? '/dev/null' : `a/${path}`
  const texts = shown ?? { before, content }
  // No line that was there before is shown of a file with secrets.
  const context = shown === undefined ? 3 : 0
  const options = { context, headerOptions: FILE_HEADERS_ONLY }
  return createTwoFilesPatch(
    from,
    `b/${path}`,
    texts.before,
    texts.content,
    undefined,
    undefined,
    options,
  ).trimEnd()
}

const COLOURS = [
  [/^(---|\+\+\+) /, 'bold'],
  [/^@@/, 'dim'],
  [/^\+/, 'green'],
  [/^-/, 'red'],
] as const

const coloured = (paint: Paint, line: string): string => {
  const colour = COLOURS.find(([pattern]) => pattern.test(line))?.[1]
  return colour === undefined ? line : paint(colour, line)
}

export async function diffLines({ steps }: Plan, paint: Paint): Promise<string[]> {
  const diffs = await Promise.all(steps.filter(isWritten).map(diffOf))
  return diffs.flatMap((diff) => [...diff.split('\n').map((line) => coloured(paint, line)), ''])
}

/** What was found, what stays as it is, and what has to be pasted. */
export function restLines({ framework, steps, warnings }: Plan, paint: Paint): string[] {
  const unchanged = steps.flatMap((step) =>
    step.kind === 'unchanged' ? [`  ${step.path}: ${step.why}`] : [],
  )
  const pasted = steps.flatMap((step) =>
    step.kind === 'paste'
      ? [
          '',
          `${paint('yellow', 'to paste')}  ${step.path}: ${step.why}`,
          '',
          ...step.snippet.split('\n').map((line) => `    ${line}`.trimEnd()),
        ]
      : [],
  )
  return [
    `${TITLES[framework]} found.${unchanged.length > 0 ? ' Left as it is:' : ''}`,
    ...unchanged,
    ...warnings.map((sentence) => `${paint('yellow', 'note')}  ${sentence}`),
    ...pasted,
    ...(pasted.length > 0 ? [''] : []),
  ]
}

export function nextLines({ installs, next }: Plan): string[] {
  return [
    ...(installs.length === 0
      ? []
      : ['First install what is missing:', ...installs.map((line) => `  ${line}`), '']),
    'Next:',
    ...next.map((line, index) => `  ${index + 1}. ${line}`),
  ]
}
