// Standard Webhooks' signature (standardwebhooks.com, version 1): what a receiver in any language verifies with its library. Pure.
import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'
/** Bytes of a key, as Standard Webhooks asks for. */
const LEAST_BYTES = 24
const MOST_BYTES = 64

/** @returns the key of a secret; null for what is none */
export function keyOf(secret: unknown): Buffer | null {
  if (typeof secret !== 'string' || !secret.startsWith(PREFIX)) return null
  const text = secret.slice(PREFIX.length)
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null
  const key = Buffer.from(text, 'base64')
  return key.length >= LEAST_BYTES && key.length <= MOST_BYTES ? key : null
}

export interface SignedMessage {
  /** The same each time the message is sent. */
  readonly id: string
  /** When it is sent, ms since the epoch. */
  readonly at: number
  readonly body: string
}

/** The headers of a message, signed with each key: a receiver takes it that knows one of them. */
export function signatureHeaders(
  { id, at, body }: SignedMessage,
  keys: readonly Buffer[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(at / 1_000))
  const sign = (key: Buffer) =>
    `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': keys.map(sign).join(' '),
  }
}
