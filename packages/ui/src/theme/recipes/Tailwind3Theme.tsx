// A host on Tailwind 3: its Preflight, and the classes of its page.
import type { ReactElement, ReactNode } from 'react'
import recipe from '../../../../../docs/recipes/tailwind-3.css?raw'
import { Stylesheets } from './Stylesheets.tsx'
import { TailwindHost } from './TailwindHost.tsx'
import tailwind from './tailwind-3.css?raw'

const SHEETS = [tailwind, recipe]

export function Tailwind3Theme({ children }: { children: ReactNode }): ReactElement {
  return (
    <>
      <Stylesheets sheets={SHEETS} />
      <TailwindHost>{children}</TailwindHost>
    </>
  )
}
