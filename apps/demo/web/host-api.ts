// The pages' way to the host's own server.

/** A call that failed: `message` is a sentence for a person. */
class HostProblem extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

async function send(path: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api${path}`, init)
  } catch {
    throw new HostProblem('offline', 'Harborline can’t be reached. Check your network and try again.')
  }
}

async function read<T>(reply: Response): Promise<T> {
  const body = await reply.json().catch(() => null)
  if (reply.ok && body !== null) return body
  throw new HostProblem(body?.code ?? 'internal', body?.message ?? 'Something went wrong here. Try again.')
}

/** Reads from the host's server. */
export const hostGet = async <T>(path: string): Promise<T> => read<T>(await send(path))

/** Changes something on the host's server. */
export const hostPost = async <T>(path: string, body: object = {}): Promise<T> =>
  read<T>(
    await send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
