// Intuit's token endpoint, bare: each call gets new tokens, so that what is measured is the caller. It knows a company too.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TokenEndpoint extends AsyncDisposable {
  readonly origin: string
  /** Calls for tokens since it was asked last. */
  taken(): number
}

export async function startTokenEndpoint(): Promise<TokenEndpoint> {
  let calls = 0
  let made = 0
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      if (request.url?.includes('/companyinfo/')) {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end('{"CompanyInfo":{"CompanyName":"Harbor Tea Co.","Country":"US"}}')
        return
      }
      calls++
      made++
      const body = JSON.stringify({
        token_type: 'bearer',
        expires_in: 3_600,
        x_refresh_token_expires_in: 8_726_400,
        access_token: `access-${made}`.padEnd(900, 'x'),
        refresh_token: `refresh-${made}`.padEnd(50, 'x'),
      })
      response.writeHead(200, { 'content-type': 'application/json', intuit_tid: `1-${made}` })
      response.end(body)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken() {
      const taken = calls
      calls = 0
      return taken
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
