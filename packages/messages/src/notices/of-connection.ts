// A connection, as it is now.
import type { Draft, NoticeConnection } from './notice.ts'
import { type NoticeSpeech, stateIn } from './speech.ts'
import { stepOf } from './steps.ts'

export function ofConnection(connection: NoticeConnection, speech: NoticeSpeech): Draft {
  const { id, status, reason, action, company, expiry, disconnectedAt, disconnect, proof } = connection
  const { kit, notices, options } = speech
  const known = {
    company: company.name,
    date: disconnectedAt ?? expiry.reauthorizeBy,
    proof,
    now: options.now ?? Date.now(),
  }
  const said = stateIn(speech, status, reason, known)
  const label = Object.hasOwn(kit.labels, status) ? kit.labels[status] : notices.news
  return {
    topic: label,
    title: said?.headline ?? label,
    sentences: [said?.detail, disconnect?.revoke === 'queued' && kit.revokeQueued],
    action,
    step: stepOf(action, speech, reason),
    code: reason ?? status,
    reference: null,
    connectionId: id,
    company: company.name,
  }
}
