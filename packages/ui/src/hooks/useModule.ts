// A module of our own that comes when it is first wanted.
import { useEffect, useInsertionEffect, useRef, useState } from 'react'
import { useMooring } from './useMooring.ts'

/**
 * @param load imports the module; the same function at every render
 * @param wanted loading starts as soon as it is true
 * @param onMissing called where the module can't be had now; wanting it again tries again
 * @returns the module once it is here
 */
export function useModule<Module>(
  load: () => Promise<Module>,
  wanted: boolean,
  onMissing?: () => void,
): Module | null {
  const { announcer } = useMooring()
  const [module, setModule] = useState<Module | null>(null)
  const needed = wanted && module === null
  const missing = useRef(() => {})
  useInsertionEffect(() => {
    missing.current = () => {
      announcer.lose(true)
      onMissing?.()
    }
  })
  useEffect(() => {
    let left = false
    if (needed) {
      load().then(
        (loaded) => {
          announcer.lose(false)
          if (!left) setModule(() => loaded)
        },
        () => left || missing.current(),
      )
    }
    return () => {
      left = true
    }
  }, [needed, load, announcer])
  return module
}
