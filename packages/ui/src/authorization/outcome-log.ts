// Which attempts this browser tab started, is claiming and has shown the end of, and which outcomes any tab has told its host already.

/** Attempts live for 30 minutes: far fewer than this many can matter. */
const KEPT = 50

/** A list of ids that outlives a reload where the browser lets it, and lives in memory where it doesn't. */
function idList(key: string, storage: () => Storage) {
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
    memory = ids.slice(-KEPT)
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
    take(id: string): boolean {
      const isNew = !has(id)
      if (isNew) add(id)
      return isNew
    },
    remove: (id: string) => write(others(id)),
  }
}

export function createOutcomeLog() {
  /** By this tab. */
  const started = idList('mooring.started', () => sessionStorage)
  /** Whose end this tab has shown. */
  const shown = idList('mooring.shown', () => sessionStorage)
  /** By any tab. */
  const told = idList('mooring.told', () => localStorage)
  /** What this tab has been handed and not yet claimed with: an attempt's id, a space, a secret. */
  const handed = idList('mooring.handed', () => sessionStorage)
  return {
    ...{ started, shown, told, handed },
    start(id: string): void {
      started.add(id)
      told.remove(id)
    },
    /** What this tab started and no tab has told the end of. */
    untold: (): string[] => started.all().filter((id) => !told.has(id)),
  }
}

export type OutcomeLog = ReturnType<typeof createOutcomeLog>
