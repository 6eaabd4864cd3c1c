// Stands for your own session: whatever proves who a request comes from.

/** A person of yours. */
export interface User {
  readonly id: string
  readonly name: string
  readonly accountId: string
}

/** Sessions by their id, as your own store has them. */
export const sessions = new Map<string, User>()

/** @param cookie the request's Cookie header */
export async function readSession(cookie: string | undefined): Promise<User | null> {
  const id = /(?:^|; )session=([^;]+)/.exec(cookie ?? '')?.[1]
  return (id && sessions.get(id)) || null
}
