// Hands Express's requests to a handler of the platform's, as frameworks do that speak Request and Response.
import { Readable } from 'node:stream'
import type { RequestHandler } from 'express'

export const bridge =
  (handler: (request: Request) => Promise<Response>): RequestHandler =>
  async (req, res) => {
    const gone = new AbortController()
    res.once('close', () => gone.abort())
    const hasBody = req.method !== 'GET' && req.method !== 'HEAD'
    const headers = new Headers()
    for (const [name, value] of Object.entries(req.headers))
      for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one)
    const request = new Request(`http://${req.headers.host}${req.originalUrl}`, {
      method: req.method,
      headers,
      signal: gone.signal,
      ...(hasBody ? { body: Readable.toWeb(req) as ReadableStream, duplex: 'half' } : {}),
    } as RequestInit)
    const response = await handler(request)
    res.statusCode = response.status
    for (const [name, value] of response.headers) if (name !== 'set-cookie') res.setHeader(name, value)
    const cookies = response.headers.getSetCookie()
    if (cookies.length > 0) res.setHeader('set-cookie', cookies)
    if (response.body === null) return void res.end()
    res.flushHeaders()
    for await (const chunk of response.body) res.write(chunk)
    res.end()
  }
