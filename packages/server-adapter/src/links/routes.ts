// The routes of those who make links: rights, a parsed request, a call, a reply.

import { actorOf, need } from '../access/access.ts'
import type { Deps } from '../deps.ts'
import { json } from '../http/http-types.ts'
import { parseBody } from '../http/parse-request.ts'
import type { CallerHandler } from '../http/router.ts'
import { createLink, listLinks, revokeLink } from './links.ts'

// Loaded with the first body: a host that only reads never loads the schemas.
const linkRequest = async () => (await import('@mooring/contract/schemas')).linkRequestSchema
const emptyRequest = async () => (await import('@mooring/contract/schemas')).emptyRequestSchema

export function createLinkHandlers(deps: Deps) {
  const create: CallerHandler = async (request, caller, id) => {
    need(caller, 'reauthorize')
    const body = await parseBody(request, linkRequest)
    const by = { tenantId: caller.tenantId, actor: actorOf(caller) }
    return json(await createLink(deps, by, id, body), 201)
  }

  const list: CallerHandler = async (_request, caller, id) => {
    need(caller, 'reauthorize')
    return json({ links: await listLinks(deps, caller.tenantId, id) })
  }

  const revoke: CallerHandler = async (request, caller, id) => {
    need(caller, 'reauthorize')
    await parseBody(request, emptyRequest)
    return json(await revokeLink(deps, { tenantId: caller.tenantId, actor: actorOf(caller) }, id))
  }

  return { createLink: create, listLinks: list, revokeLink: revoke }
}
