// The time before an end in which everything is still answered, while load balancers learn to ask elsewhere.

export interface Drain {
  /** From its beginning on. */
  isOn(): boolean
  /** Resolves after `ms`, or with `cut`. */
  begin(ms: number): Promise<void>
  /** Ends it now. */
  cut(): void
  /** Calls this when it is over, before `begin` resolves; at once where it is over already. */
  afterwards(call: () => void): void
}

export function createDrain(): Drain {
  const { promise: isOver, resolve } = Promise.withResolvers<void>()
  const calls: (() => void)[] = []
  let isOn = false
  let hasEnded = false

  function cut(): void {
    hasEnded = true
    for (const call of calls.splice(0)) call()
    resolve()
  }

  return {
    isOn: () => isOn,
    async begin(ms) {
      isOn = true
      const timer = setTimeout(cut, ms)
      await isOver
      clearTimeout(timer)
    },
    cut,
    afterwards(call) {
      if (hasEnded) call()
      else calls.push(call)
    },
  }
}
