// Ports for programs: none that the system may give away, none twice.
import { once } from 'node:events'
import net from 'node:net'
import { expect, it } from 'vitest'
import { freePort } from '../free-port.ts'

it('gives no port twice, and none that the system gives to others', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort))
  expect(new Set(ports).size).toBe(20)
  for (const port of ports) expect(port).toSatisfy((one: number) => one >= 20_000 && one < 32_768)
})

it.for(['127.0.0.1', '::1'])('leaves out one that is taken on %s', async (host, { skip }) => {
  await using taken = net.createServer()
  const last = await freePort()
  const isTaken = await once(taken.listen(last + 1, host), 'listening').then(
    () => true,
    () => false,
  )
  skip(!isTaken, 'Another program has it, or this machine has no such address.')
  expect(await freePort()).not.toBe(last + 1)
})
