// Who is signed in, in an encrypted cookie of @fastify/secure-session.
import type { FastifyRequest } from 'fastify'
import '@fastify/secure-session'

export interface User {
  id: string
  name: string
  accountId: string
}

declare module '@fastify/secure-session' {
  interface SessionData {
    user: User
  }
}

export const userOf = (request: FastifyRequest): User | null => request.session.get('user') ?? null

export const signInPage = '<form method="post" action="/sign-in"><button>Sign in as Ada</button></form>'
