// POST /operations/syncs: for workers on the host's servers. A token of the host's is the proof; no session is read.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { SyncReport } from '@mooring/contract'
import type { Deps } from '../deps.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { json } from '../http/http-types.ts'
import { parseBody } from '../http/parse-request.ts'
import type { OpenHandler } from '../http/router.ts'
import { takeReport } from './reported-runs.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Every token is compared, each in the same time whatever it is compared with. */
function isKnown(given: string, tokens: readonly Buffer[]): boolean {
  const asked = digest(given)
  return tokens.reduce((known, token) => timingSafeEqual(asked, token) || known, false)
}

/** @returns no handler where the host has set no token: then there is no such route */
export function createSyncReportHandler(deps: Deps): { readonly reportSync?: OpenHandler } {
  const tokens = deps.config.syncReportTokens.map(digest)
  if (tokens.length === 0) return {}
  return {
    reportSync: async (request) => {
      const [, given] = /^Bearer +([\x21-\x7e]+)$/i.exec(request.header('authorization') ?? '') ?? []
      if (given === undefined || !isKnown(given, tokens)) throw notKnown()
      const report = await parseBody<SyncReport>(
        request,
        async () => (await import('@mooring/contract/schemas')).syncReportSchema,
      )
      return json(await takeReport(deps, report), report.step === 'begin' ? 201 : 200)
    },
  }
}

const notKnown = () =>
  mooringError(
    'not_authenticated',
    'Send a token of the option syncReportTokens: Authorization: Bearer <token>.',
  )
