// What the kit's own code has begun and not ended: timers, listeners of window and document, channels.

/** Whether the caller's caller is a module of the kit, and neither React nor react-query. */
const isOurs = (): boolean => /\/src\//.test(new Error().stack?.split('\n')[3] ?? '')

export interface Remains {
  /** What is still going on. */
  list(): string[]
  /** Gives the page its own functions back. */
  restore(): void
}

/** Counts from now on. */
export function watchForRemains(): Remains {
  const open = new Map<unknown, string>()
  const undo: (() => void)[] = []
  const replace = <Of extends object, Name extends keyof Of>(of: Of, name: Name, by: Of[Name]) => {
    const before = of[name]
    of[name] = by
    undo.push(() => {
      of[name] = before
    })
  }

  const { setTimeout, clearTimeout, setInterval, clearInterval, BroadcastChannel } = window
  const started = (id: number, what: string, ours: boolean) => {
    if (ours) open.set(id, what)
    return id
  }
  replace(window, 'setTimeout', ((work: () => void, ms?: number) => {
    const ours = isOurs()
    const id: number = setTimeout(() => {
      open.delete(id)
      work()
    }, ms)
    return started(id, `a timer of ${ms} ms`, ours)
  }) as typeof setTimeout)
  replace(window, 'setInterval', ((work: () => void, ms?: number) =>
    started(setInterval(work, ms), `a timer every ${ms} ms`, isOurs())) as typeof setInterval)
  replace(window, 'clearTimeout', (id) => {
    open.delete(id)
    clearTimeout(id)
  })
  replace(window, 'clearInterval', (id) => {
    open.delete(id)
    clearInterval(id)
  })

  for (const target of [window, document]) {
    const { addEventListener, removeEventListener } = target
    replace(target, 'addEventListener', (type: string, listener: unknown, options?: unknown) => {
      if (isOurs()) open.set(listener, `a listener for ${type}`)
      Reflect.apply(addEventListener, target, [type, listener, options])
    })
    replace(target, 'removeEventListener', (type: string, listener: unknown, options?: unknown) => {
      open.delete(listener)
      Reflect.apply(removeEventListener, target, [type, listener, options])
    })
  }

  replace(
    window,
    'BroadcastChannel',
    class extends BroadcastChannel {
      constructor(name: string) {
        super(name)
        open.set(this, `a channel ${name}`)
      }
      override close() {
        open.delete(this)
        super.close()
      }
    },
  )
  return {
    list: () => [...open.values()],
    restore() {
      for (const give of undo) give()
    },
  }
}
