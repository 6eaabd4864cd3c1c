// A host behind a proxy, whose address is the one that browsers see.
import type { RequestHandler, Response } from 'express'
import { freePort } from '../../../../scripts/free-port.ts'
import type { RunningProgram } from '../programs.ts'
import { identityOf, openStage, type Stage } from '../stage.ts'
import { startWebProxy, type WebProxyName } from './web-proxies.ts'

/** Signs the webhooks. */
export const TOKEN = 'verifier-canary'

export interface Site extends AsyncDisposable {
  /** The address of the proxy. */
  readonly origin: string
  readonly stage: Stage
  readonly proxy: RunningProgram
  /** How many event streams the host has open for a tenant. */
  streams(tenantId: string): number
}

export async function openBehind(name: WebProxyName): Promise<Site> {
  await using opened = new AsyncDisposableStack()
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const streams = new Map<Response, string>()
  const count: RequestHandler = (req, res, next) => {
    const caller = req.path.endsWith('/events') ? identityOf(req.headers.cookie) : null
    if (caller !== null) {
      streams.set(res, caller.tenantId)
      res.once('close', () => streams.delete(res))
    }
    next()
  }
  const stage = opened.use(
    await openStage({
      redirectUri: `${origin}/api/quickbooks/callback`,
      webhookVerifierTokens: [TOKEN],
      rateLimits: false,
      before: [count],
    }),
  )
  const proxy = opened.use(await startWebProxy(name, port, Number(new URL(stage.origin).port)))
  const closing = opened.move()
  return {
    ...{ origin, stage, proxy },
    streams: (tenantId) => [...streams.values()].filter((one) => one === tenantId).length,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}
