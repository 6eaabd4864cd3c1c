// Writes docs/errors.md anew.
import { writeFileSync } from 'node:fs'
import { CODE_HELP } from '../packages/contract/src/code-help.ts'
import { CODES } from '../packages/contract/src/codes.ts'
import { errorsPage } from './errors-page.mjs'

writeFileSync(new URL('../docs/errors.md', import.meta.url), errorsPage(CODES, CODE_HELP))
