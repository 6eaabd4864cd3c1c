// Stands for API Gateway (HTTP API, payload 2.0) and EventBridge on this machine: a request becomes an event, the result a response,
// and the due work is done every two seconds.
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { dueWork, product } from './handler.js'

const port = Number(process.env.PORT ?? 3000)

createServer(async (request, response) => {
  const { pathname, search } = new URL(request.url ?? '/', `http://localhost:${port}`)
  const { cookie, ...headers } = request.headers
  const body = await buffer(request)
  const result = await product({
    version: '2.0',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    cookies: cookie?.split('; '),
    headers,
    requestContext: { http: { method: request.method, path: pathname, sourceIp: '127.0.0.1' } },
    body: body.toString('base64'),
    isBase64Encoded: true,
  })
  response.statusCode = result.statusCode
  for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, value)
  if (result.cookies) response.setHeader('Set-Cookie', result.cookies)
  response.end(Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8'))
}).listen(port, () => console.log(`Open http://localhost:${port}`))

setInterval(dueWork, 2_000).unref()
