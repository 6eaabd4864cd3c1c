// What the panel sees of the instances and does to them: `/instances`, answered before any of them is asked.
import type { RequestListener } from 'node:http'
import type { HostInstance } from './host-instance.ts'

const PATH = /^\/instances(?:\/([A-Z])\/(kill|start))?$/

/** Answers `/instances` itself; everything else goes on to `next`. */
export function withInstanceRoutes(
  instances: readonly HostInstance[],
  next: RequestListener,
): RequestListener {
  return (request, response) => {
    const found = PATH.exec(request.url ?? '')
    if (found === null) return void next(request, response)
    const [, name, act] = found
    const reply = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(JSON.stringify(body))
    }
    const replyState = () => reply(200, { instances: instances.map((instance) => instance.state()) })
    if (act === undefined) return replyState()
    const instance = instances.find((one) => one.name === name)
    // A page of another site can't send this content type unasked.
    const isOwn = request.method === 'POST' && request.headers['content-type'] === 'application/json'
    if (!instance || !isOwn)
      return reply(400, { message: 'There is no such instance, or this is no way to ask.' })
    const acting = act === 'kill' ? instance.kill() : instance.start()
    acting.then(replyState, (error: unknown) => reply(500, { message: String(error) }))
  }
}
