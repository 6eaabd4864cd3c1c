// A host in a process of its own that is asked questions, one after the other.
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { forkHost } from './checkout-host.ts'

export interface HostProcess<Answer> extends Disposable {
  /** @throws Error where the process ends before it has answered */
  ask(question?: object): Promise<Answer>
}

/** @returns the process, with what it said when it was ready */
export async function startHostProcess<Ready, Answer>(
  file: string,
  order: unknown,
): Promise<HostProcess<Answer> & { readonly ready: Ready }> {
  const child = forkHost(fileURLToPath(new URL(file, import.meta.url)), order)
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`The process of ${file} has ended (${code}).`)
  })
  died.catch(() => {})
  const heard = async () => (await Promise.race([once(child, 'message'), died]))[0]
  return {
    ready: (await heard()) as Ready,
    ask(question = {}) {
      const answer = heard() as Promise<Answer>
      child.send(question)
      return answer
    },
    [Symbol.dispose]: () => void child.kill(),
  }
}
