// What is asked for in one turn of the event loop is one read on a server; one row's trouble is its own.
import { describe, expect, it } from 'vitest'
import type { Deps } from '../deps.ts'
import { createStateReads } from './state-reads.ts'

interface Given {
  readonly isServer?: boolean
  readonly fail?: (id: string) => boolean
}

function openReads({ isServer = true, fail = () => false }: Given = {}) {
  const reads: string[][] = []
  const store = {
    async read<T>(work: (tx: unknown) => Promise<T>): Promise<T> {
      const ids: string[] = []
      reads.push(ids)
      return await work({
        connections: {
          async refreshState(id: string, lease: string) {
            ids.push(id)
            if (fail(id)) throw new Error(`unreadable: ${id}`)
            return id === 'gone'
              ? null
              : { record: { id }, grant: null, journal: null, lease: { name: lease } }
          },
        },
      })
    },
    ...(isServer ? { server: {} } : {}),
  }
  const deps = { store, random: () => 0 } as unknown as Deps
  return { readState: createStateReads(deps), reads }
}

describe('reads of what refreshes go by', () => {
  it('are one read for all that ask at once, and one question for who asks the same', async () => {
    const { readState, reads } = openReads()
    const found = await Promise.all(['con-1', 'con-2', 'con-1', 'gone'].map(readState))
    expect(reads).toEqual([['con-1', 'con-2', 'gone']])
    expect(found.map(({ record }) => record?.id)).toEqual(['con-1', 'con-2', 'con-1', undefined])
    expect(found[0]?.lease?.name).toBe('refresh:con-1')
  })

  it('begin anew for who asks later', async () => {
    const { readState, reads } = openReads()
    await readState('con-1')
    await readState('con-1')
    expect(reads).toEqual([['con-1'], ['con-1']])
  })

  it('are several where very many ask', async () => {
    const { readState, reads } = openReads()
    await Promise.all(Array.from({ length: 250 }, (_, index) => readState(`con-${index}`)))
    expect(reads.map(({ length }) => length)).toEqual([100, 100, 50])
  })

  it('fail for the row that fails, and for all where all fail', async () => {
    const some = openReads({ fail: (id) => id === 'con-2' })
    const answers = await Promise.allSettled(['con-1', 'con-2'].map(some.readState))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    const all = openReads({ fail: () => true })
    await expect(all.readState('con-1')).rejects.toThrow('unreadable: con-1')
  })

  it('are made one by one in a file', async () => {
    const { readState, reads } = openReads({ isServer: false })
    await Promise.all(['con-1', 'con-2'].map(readState))
    expect(reads).toEqual([['con-1'], ['con-2']])
  })
})
