// Adds lines to a host's source. Where it is not certain where they go, nothing is changed.

export interface Insertion {
  /** The line after whose statement it goes. Its first group is the variable's name. */
  readonly after: RegExp
  /** @param name the variable's @param indent of that line */
  readonly line: (name: string) => string
  /** The line that imports what is used. */
  readonly importLine: string
}

/** @returns the text with both lines, or null where it is not certain where they go */
export function withInsertion(text: string, { after, line, importLine }: Insertion): string | null {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = text.split(/\r?\n/)
  const starts = lines.flatMap((each, index) => (after.test(each) ? [index] : []))
  const [start] = starts
  if (start === undefined || starts.length !== 1) return null
  const end = statementEnd(lines, start)
  const [, name] = after.exec(lines[start] ?? '') ?? []
  const importAt = importIndex(lines.slice(0, start))
  if (end === null || name === undefined) return null
  const indent = /^\s*/.exec(lines[start] ?? '')?.[0] ?? ''
  const added = [
    ...lines.slice(0, importAt),
    importLine,
    ...lines.slice(importAt, end + 1),
    `${indent}${line(name)}`,
    ...lines.slice(end + 1),
  ]
  return added.join(newline)
}

/** The line on which all brackets are closed; null where the statement goes on, or never ends. */
function statementEnd(lines: readonly string[], start: number): number | null {
  let depth = 0
  for (let index = start; index < lines.length; index += 1) {
    const bare = (lines[index] ?? '').replace(/(['"`])(?:\\.|(?!\1).)*\1/g, '').replace(/\/\/.*$/, '')
    for (const letter of bare) depth += '([{'.includes(letter) ? 1 : ')]}'.includes(letter) ? -1 : 0
    if (depth < 0) return null
    if (depth > 0) continue
    const next = lines.slice(index + 1).find((each) => each.trim() !== '') ?? ''
    return /^\s*[.?([`+]/.test(next) && !/;\s*$/.test(bare) ? null : index
  }
  return null
}

/** Behind the last import of the file's head; else behind the last `require` there; else on top. */
function importIndex(lines: readonly string[]): number {
  let found = 0
  let isOpen = false
  for (const [index, line] of lines.entries()) {
    const begins = /^import[\s{'"*]/.test(line) || /^(?:const|let|var) .*require\(/.test(line)
    if (begins) isOpen = true
    if (!isOpen) continue
    if (/['"]\)?(?:\)|\.\w+)*;?\s*(?:\/\/.*)?$/.test(line)) {
      isOpen = false
      found = index + 1
    } else if (begins && /require\(/.test(line)) isOpen = false
  }
  if (found > 0) return found
  const first = lines.findIndex((line) => !/^(#!|\s*$|['"]use strict['"]|\/\/)/.test(line))
  return first === -1 ? lines.length : first
}
