// Words that mean something in this repository alone are to become fewer: etc/words.json has how often each is used, and a rise fails.
// `--update` writes what has become fewer.
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const COUNTS = path.join(root, 'etc/words.json')
/** So many lines of a word are shown. */
const SHOWN = 12

/** Each word with its forms. CONTRIBUTING.md says what to write instead. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  bell: ['bell', 'bells'],
  deck: ['deck'],
  desk: ['desk', 'desks'],
  door: ['door', 'doors'],
  ear: ['ear', 'ears'],
  flight: ['flight', 'flights'],
  hold: ['hold', 'holds', 'held', 'holding'],
  keep: ['keep', 'keeps', 'kept', 'keeping'],
  lane: ['lane', 'lanes'],
  look: ['look', 'looks', 'looked', 'looking'],
  mend: ['mend', 'mends', 'mended', 'mending'],
  nobody: ['nobody'],
  place: ['place', 'places', 'placed'],
  room: ['room', 'rooms'],
  sight: ['sight', 'sights'],
  somebody: ['somebody'],
  stand: ['stand', 'stands', 'stood', 'standing', 'standings'],
  tell: ['tell', 'tells', 'told', 'telling', 'untold'],
  whoever: ['whoever'],
  works: ['works'],
}

/** The same letters in the sense that everyone knows. */
const USUAL = new RegExp(
  [
    '[`"^]nobody|in-flight|(?:keep|kept)[- ]?alive|stand-?ins?|stands? for|place-items',
    '(?:hold|holds|holding|held) (?:a|the) lock',
    'look(?:s|ed|ing)?[- ]?(?:things )?ups?|looks? like|looks the same',
    // The verb: what works, works. The noun was this repository's word for jobs.
    '(?:connections?|company|link|dialog|intuit|quickbooks|code|it|that|which|all|everything|one|still|then) works',
    'works (?:again|at once|on|as it should|in the|24 hours|without a violation)|`hint`: works|only the campaign stopped works',
    // Sentences on the screen that are not among the messages.
    'tell (?:its|the) support|your settings are kept|"keep connected"',
  ].join('|'),
  'gi',
)

/** Names that cannot change: of the public API, of what is stored, and of messages, which hosts override by their names. */
const FIXED =
  /\bwords\.\w+|\bkeeps\b|\bkeepDays\b|--keep\b|\boptions\.keep\b|(?<=[.{,] ?)looked\b|\blooked(?=\??:)|\btold_at\b|\bnotices_(?:un)?told\b|\bhistory_kept\b|'mooring\.told'|messages\/told/g

/**
 * What people read on the screen is in the messages; tests and what is made by a program are left out too, which on the
 * pages of docs/ that are made quotes both.
 */
const LEFT_OUT =
  /(^|\/)(test|conformance|words)\/|\.test\.tsx?$|\.stories\.tsx$|^packages\/messages\/src\/|^docs\/(?:fault-matrix|errors|events)\.md$|^etc\/|(^|\/)CHANGELOG|^pnpm-lock|check-words/

/** What no person writes. */
const UNREAD = new Set(['node_modules', 'dist', 'storybook-static', '.data'])

const files = globSync(['**/*.{ts,tsx,mjs,md,mdx}', '.{storybook,github,changeset}/**/*.{ts,tsx,md,mdx}'], {
  cwd: root,
  exclude: (file) => UNREAD.has(path.basename(file)),
})
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !LEFT_OUT.test(file))

const lemmaOf = new Map(Object.entries(FORMS).flatMap(([word, forms]) => forms.map((form) => [form, word])))

/** The words of a line, those that are joined to names too. */
const wordsIn = (line: string): string[] =>
  line
    .replace(FIXED, ' ')
    .replace(USUAL, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)

const found = new Map<string, string[]>(Object.keys(FORMS).map((word) => [word, []]))
for (const file of files) {
  const text = readFileSync(path.join(root, file), 'utf8')
  for (const [index, line] of text.split('\n').entries()) {
    for (const form of wordsIn(line)) {
      const word = lemmaOf.get(form)
      if (word !== undefined) found.get(word)?.push(`${file}:${index + 1}  ${line.trim()}`)
    }
  }
}

const isUpdate = process.argv.includes('--update')
const allowed: Record<string, number> = existsSync(COUNTS) ? JSON.parse(readFileSync(COUNTS, 'utf8')) : {}
const next: Record<string, number> = {}
for (const [word, lines] of found) {
  const most = allowed[word] ?? (isUpdate ? Number.POSITIVE_INFINITY : 0)
  next[word] = Math.min(most, lines.length)
  if (lines.length <= most) continue
  process.exitCode = 1
  console.error(
    `"${word}" is used ${lines.length} times, and may be ${most} times: write it in the field's words.`,
  )
  for (const line of changedFirst([...new Set(lines)]).slice(0, SHOWN))
    console.error(`  ${line.slice(0, 160)}`)
}
if (isUpdate) writeFileSync(COUNTS, `${JSON.stringify(next, null, 2)}\n`)

/** Lines of files that the branch has changed come first: the new one is among them. */
function changedFirst(lines: readonly string[]): string[] {
  const changed = new Set(
    gitLines('diff', '--name-only', 'HEAD').concat(gitLines('diff', '--name-only', 'main...HEAD')),
  )
  const isNew = (line: string) => changed.has(line.slice(0, line.indexOf(':')))
  return [...lines.filter(isNew), ...lines.filter((line) => !isNew(line))]
}

function gitLines(...args: string[]): string[] {
  try {
    return execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).split('\n')
  } catch {
    return []
  }
}
