// Notes what requests have written: beside the host's request, which neither waits for it nor fails with it.

import type { Answered, WriteRecorder } from '../company-api/write-recorder.ts'
import { WRITE_ANSWER_BYTES, WRITE_TRIES, WRITE_TRY_PAUSE_MS, WRITES_WAIT_MS } from '../config/defaults.ts'
import { isOf } from '../connection/forgotten.ts'
import type { Deps } from '../deps.ts'
import { readCapped } from '../gateway/read-body.ts'
import { withinDeadline } from '../platform/deadline.ts'
import { newId } from '../platform/ids.ts'
import type { WriteRecord } from '../stores/written.ts'
import { mayWrite, type WriteRequest, writesIn } from './read-writes.ts'

/** Records stored in one transaction at most. */
const PAGE = 200

export function createWriteRecorder(deps: Pick<Deps, 'config' | 'store' | 'pause'>): WriteRecorder {
  const { config } = deps
  const reading = new Set<Promise<void>>()
  const queue: WriteRecord[] = []
  let storing: Promise<void> | null = null

  async function read(answered: Answered, copy: Response, at: number): Promise<void> {
    const { tenantId, connectionId, runId } = answered
    const text = await readCapped(copy, { most: WRITE_ANSWER_BYTES })
    const request = await requestOf(answered)
    const written = text === null ? [] : writesIn(request, text)
    if (text === null || (written.length === 0 && !/^\s*\{/.test(text))) throw new UnreadableAnswer()
    const note = { tenantId, connectionId, runId, at, takeBackId: null, outcome: null }
    queue.push(...written.map((record) => ({ id: newId('wri'), ...record, ...note })))
    if (queue.length > 0) storing ??= storeQueue()
  }

  async function storeQueue(): Promise<void> {
    try {
      while (queue.length > 0) await storePage(queue.splice(0, PAGE))
    } finally {
      storing = null
    }
  }

  async function storePage(records: readonly WriteRecord[]): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await insert(deps, records)
      } catch (error) {
        if (tries === WRITE_TRIES) return lose(records, error)
      }
      await deps.pause(WRITE_TRY_PAUSE_MS)
    }
  }

  function lose(records: readonly WriteRecord[], error: unknown): void {
    for (const { tenantId, connectionId, entity, entityId, operation, runId } of records) {
      const about = { tenantId, connectionId, entity, entityId, operation, runId }
      config.logger.error({ ...about, error: nameOf(error) }, 'A write to QuickBooks could not be recorded.')
    }
  }

  function report({ tenantId, connectionId, path }: Answered, error: unknown): void {
    const about = { tenantId, connectionId, path: path.split('?', 1)[0] }
    config.logger.warn(
      { ...about, error: nameOf(error) },
      'The answer to a write could not be read, so it is not in the log of writes.',
    )
  }

  return {
    note(answered, response) {
      const { method = 'GET' } = answered.init
      if (response.status !== 200 || !mayWrite({ method, path: answered.path })) return
      try {
        const work = read(answered, response.clone(), config.now())
          .catch((error: unknown) => report(answered, error))
          .finally(() => reading.delete(work))
        reading.add(work)
      } catch (error) {
        report(answered, error)
      }
    },
    async settled() {
      const all = async () => {
        await Promise.all(reading)
        await storing
      }
      await withinDeadline(all(), WRITES_WAIT_MS, stillStoring).catch(() => {})
    },
  }
}

class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer'
}

const stillStoring = () => new Error('Writes are still being recorded.')

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)

/** A tenant that was forgotten meanwhile leaves no trace. */
async function insert({ store }: Pick<Deps, 'store'>, records: readonly WriteRecord[]): Promise<void> {
  await store.write(async (tx) => {
    for (const [connectionId, own] of Map.groupBy(records, (record) => record.connectionId)) {
      const row = await tx.connections.get(connectionId)
      await tx.writes.add(own.filter(({ tenantId }) => isOf(row, tenantId)))
    }
  })
}

async function requestOf({ path, init }: Answered): Promise<WriteRequest> {
  return { method: init.method ?? 'GET', path, body: await textOf(init.body) }
}

async function textOf(body: RequestInit['body']): Promise<string | null> {
  if (typeof body === 'string') return body
  if (body instanceof Blob) return await body.text()
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return new TextDecoder().decode(body)
  return null
}
