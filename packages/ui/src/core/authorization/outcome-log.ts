// Which attempts this browser tab started, is claiming and has displayed the end of, and which outcomes any tab has delivered to its host.

import type { AuthorizeTarget } from './authorization-session.ts'

/** Attempts live for 30 minutes: far fewer than this many can matter. */
const MOST = 50

/** A list of ids that outlives a reload where the browser lets it, and lives in memory where it doesn't. */
function storedIds(key: string, storage: () => Storage) {
  let memory: string[] = []
  const read = (): string[] => {
    try {
      const stored: unknown = JSON.parse(storage().getItem(key) ?? '[]')
      return Array.isArray(stored) ? stored : memory
    } catch {
      return memory
    }
  }
  const write = (ids: string[]) => {
    memory = ids.slice(-MOST)
    try {
      storage().setItem(key, JSON.stringify(memory))
    } catch {
      // Storage is disabled or full: memory has to do.
    }
  }
  const all = () => [...new Set([...read(), ...memory])]
  const has = (id: string) => all().includes(id)
  const others = (id: string) => read().filter((other) => other !== id)
  const add = (id: string) => write([...others(id), id])
  return {
    ...{ all, has, add },
    /** @returns whether it was not there before */
    addIfAbsent(id: string): boolean {
      const isNew = !has(id)
      if (isNew) add(id)
      return isNew
    },
    remove: (id: string) => write(others(id)),
  }
}

/** What a switch of companies has to remember over a redirect or a reload, which the server's attempt does not say. */
export type SwitchTarget = Pick<AuthorizeTarget, 'connectionId' | 'why'>

export const SWITCH = 'mooring.switch'

/** Of the last switch this tab started: there is one at a time. */
function switchMemory() {
  let memory: string | null = null
  const read = (): string | null => {
    try {
      return sessionStorage.getItem(SWITCH) ?? memory
    } catch {
      return memory
    }
  }
  return {
    store(attemptId: string, { connectionId, why }: SwitchTarget): void {
      memory = JSON.stringify({ attemptId, connectionId, why })
      try {
        sessionStorage.setItem(SWITCH, memory)
      } catch {
        // Storage is disabled or full: memory has to do.
      }
    },
    /** @returns what it was started with; null for an attempt that is none, or another one */
    of(attemptId: string): AuthorizeTarget | null {
      try {
        const { attemptId: stored, ...target } = JSON.parse(read() ?? '{}')
        return stored === attemptId ? { ...target, allowCompanyChange: true } : null
      } catch {
        return null
      }
    },
  }
}

export function createOutcomeLog() {
  /** By this tab. */
  const started = storedIds('mooring.started', () => sessionStorage)
  /** Whose end this tab has displayed. */
  const displayed = storedIds('mooring.shown', () => sessionStorage)
  /** By any tab. */
  const delivered = storedIds('mooring.told', () => localStorage)
  /** What this tab has been handed and not yet claimed with: an attempt's id, a space, a secret. */
  const handed = storedIds('mooring.handed', () => sessionStorage)
  const switches = switchMemory()
  return {
    ...{ started, displayed, delivered, handed },
    switchOf: switches.of,
    /** @param target what it is of, where that is known */
    start(id: string, target?: AuthorizeTarget): void {
      started.add(id)
      delivered.remove(id)
      if (target?.allowCompanyChange) switches.store(id, target)
    },
    /** What this tab started and no tab has delivered the outcome of. */
    pending: (): string[] => started.all().filter((id) => !delivered.has(id)),
  }
}

export type OutcomeLog = ReturnType<typeof createOutcomeLog>
