#!/usr/bin/env bash
# Bun.serve ends a connection on which nothing was sent for 10 s, in the middle of a streamed answer too: an event stream that says something
# every 15 s is cut off again and again. `idleTimeout` (seconds) makes it longer. Node's and Deno's servers leave such an answer alone.
# Seen with Bun 1.4.5 on Linux x64:
#   ECONNRESET after 12 s; on the server "Bun.serve() timed out a request after 10 seconds. Pass `idleTimeout` to configure."
# Ends with 0 while that is so, with 1 once it has changed. Needs npm.
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund bun@1.4.5
cat > try.mjs << 'SCRIPT'
const stream = () =>
  new ReadableStream({
    async start(controller) {
      controller.enqueue(': first\n\n')
      await Bun.sleep(15_000)
      try {
        controller.enqueue(': second\n\n')
        controller.close()
      } catch {
        // It was cut off.
      }
    },
  })
const answer = () => new Response(stream(), { headers: { 'content-type': 'text/event-stream' } })

async function read(options) {
  const server = Bun.serve({ port: 0, fetch: answer, ...options })
  const seen = await fetch(server.url)
    .then((one) => one.text())
    .catch((error) => error.code)
  await server.stop(true)
  return seen
}

const [usual, longer] = await Promise.all([read({}), read({ idleTimeout: 60 })])
console.log(`Bun ${Bun.version}: ${JSON.stringify({ usual, longer })}`)
process.exit(usual === 'ECONNRESET' && longer === ': first\n\n: second\n\n' ? 0 : 1)
SCRIPT
timeout --kill-after=10 60 node_modules/.bin/bun try.mjs
