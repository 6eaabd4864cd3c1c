// Which attempts this browser tab started, and which outcomes any tab has told its host already.

const STARTED = 'mooring.started'
const TOLD = 'mooring.told'
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
  return {
    all: () => [...new Set([...read(), ...memory])],
    has: (id: string) => read().includes(id) || memory.includes(id),
    add: (id: string) => write([...read().filter((other) => other !== id), id]),
    remove: (id: string) => write(read().filter((other) => other !== id)),
  }
}

export type OutcomeLog = ReturnType<typeof createOutcomeLog>

export function createOutcomeLog() {
  const startedHere = idList(STARTED, () => sessionStorage)
  const told = idList(TOLD, () => localStorage)
  return {
    started(id: string): void {
      startedHere.add(id)
      told.remove(id)
    },
    wasStartedHere: (id: string): boolean => startedHere.has(id),
    /** What this tab started and no tab has told the end of. */
    untold: (): string[] => startedHere.all().filter((id) => !told.has(id)),
    /** @returns false where some tab has told this outcome already */
    claim(id: string): boolean {
      if (told.has(id)) return false
      told.add(id)
      return true
    },
  }
}
