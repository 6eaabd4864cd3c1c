import type { CODE_HELP } from '../packages/contract/src/code-help.ts'
import type { CODES } from '../packages/contract/src/codes.ts'

/** The page's whole text. @param help what is said of each code */
export declare function errorsPage(codes: typeof CODES, help: typeof CODE_HELP): string

/** What is said of one code, under a heading of its own. */
export declare function errorSection(
  entry: readonly [keyof typeof CODES, (typeof CODES)[keyof typeof CODES]],
  help: (typeof CODE_HELP)[keyof typeof CODE_HELP],
): string
