import type { CODES } from '../packages/contract/src/codes.ts'

/** The page's whole text. */
export declare function errorsPage(codes: typeof CODES): string
