// Who is signed in: a signed cookie with a person's id, and nothing else.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'
import { type Person, personById } from './people.ts'

const COOKIE = 'harborline_session'
const MONTH_MS = 30 * 86_400_000

/** Reads and writes the session of a browser. */
export interface Sessions {
  person(request: Request): Person | null
  begin(response: Response, person: Person): void
  end(response: Response): void
}

function readCookie(request: Request): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === COOKIE)?.[1] ?? null
}

/**
 * Sessions signed with a key: no memory on the server, so they outlive a restart.
 * @param key what cookies are signed with
 * @param id gives each session an id that can't be guessed
 */
export function createSessions(key: string, id: () => string): Sessions {
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  const isSigned = (text: string, signature: string) => {
    const [given, wanted] = [Buffer.from(signature), Buffer.from(sign(text))]
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  }
  return {
    person(request) {
      const [person, session, signature] = readCookie(request)?.split('.') ?? []
      if (!person || !session || !signature || !isSigned(`${person}.${session}`, signature)) return null
      return personById(person) ?? null
    },
    begin(response, person) {
      const text = `${person.id}.${id()}`
      response.cookie(COOKIE, `${text}.${sign(text)}`, { httpOnly: true, sameSite: 'lax', maxAge: MONTH_MS })
    },
    end(response) {
      response.clearCookie(COOKIE, { httpOnly: true, sameSite: 'lax' })
    },
  }
}
