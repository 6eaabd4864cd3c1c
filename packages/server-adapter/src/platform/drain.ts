// The time before an end in which everything is still answered, while load balancers learn to ask elsewhere.

export interface Drain {
  /** From its beginning on. */
  isOn(): boolean
  /** Resolves after `ms`, or with `cut`. */
  begin(ms: number): Promise<void>
  /** Ends it now. */
  cut(): void
}

export function createDrain(): Drain {
  const { promise: isCut, resolve: cut } = Promise.withResolvers<void>()
  let isOn = false
  return {
    isOn: () => isOn,
    begin(ms) {
      isOn = true
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, ms)
        void isCut.then(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    },
    cut,
  }
}
