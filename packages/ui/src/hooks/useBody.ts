// The body of a component, as a module that is loaded on demand.
import { useState } from 'react'
import { useLazyModule } from './useMooring.ts'

export interface Body<Module> {
  /** Null until it is here. */
  readonly module: Module | null
  /** Whether it can't be loaded: the component then says so. */
  readonly isMissing: boolean
}

/** @param load imports it; the same function at every render */
export function useBody<Module>(load: () => Promise<Module>): Body<Module> {
  const [isMissing, setMissing] = useState(false)
  const module = useLazyModule(load, true, () => setMissing(true), true)
  return { module, isMissing }
}
