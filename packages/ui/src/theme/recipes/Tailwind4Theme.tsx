// A host on Tailwind 4, with classes as they are commonly written.
import type { ReactElement, ReactNode } from 'react'
import recipe from '../../../../../docs/recipes/tailwind-4.css?raw'
import { Stylesheets } from './Stylesheets.tsx'
import { TailwindHost } from './TailwindHost.tsx'
import { useTailwind4 } from './tailwind-4.ts'

export function Tailwind4Theme({ children }: { children: ReactNode }): ReactElement {
  const { root, compiled } = useTailwind4(recipe)
  return (
    <div ref={root} hidden={!compiled}>
      <Stylesheets sheets={[compiled]} layered />
      <TailwindHost>{children}</TailwindHost>
    </div>
  )
}
