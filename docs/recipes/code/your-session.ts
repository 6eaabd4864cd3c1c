// What a product has already, in the code of the READMEs.
import type { Request } from 'express'

interface User {
  readonly id: string
  readonly name: string
  readonly accountId: string
}

export const userOf = async ({ headers }: Request): Promise<User | null> =>
  headers.cookie === 'session=s1' ? { id: 'ada', name: 'Ada Martin', accountId: 'harbor' } : null
