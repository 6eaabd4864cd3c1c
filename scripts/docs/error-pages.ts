// One page for each error code, beside the one page that has them all.
import { CODE_HELP } from '../../packages/contract/src/code-help.ts'
import { CODES, problemType } from '../../packages/contract/src/codes.ts'
import type { Code } from '../../packages/contract/src/types.ts'
import { errorSection } from '../errors-page.mjs'
import type { Entry } from './pages.ts'

const codes = Object.keys(CODES) as Code[]

/** The text of each page, by its path on the site. */
export const errorPages = (): Map<string, string> =>
  new Map(codes.map((code) => [`errors/${code}.md`, pageOf(code)]))

/** Their entries, under the page that has them all. */
export const errorEntries = (): Entry[] => codes.map((code) => ({ text: code, link: `/errors/${code}` }))

const pageOf = (
  code: Code,
): string => `${errorSection([code, CODES[code]], CODE_HELP[code]).replace(/^##/, '#')}
On the wire: \`type\` is \`${problemType(code)}\`, \`code\` is \`${code}\`, and \`reference\` finds the line in your log. Where the table
of [all codes](/errors) and a problem differ, the problem is right.
`
