// A host in the manner of shadcn/ui: its variables, Tailwind 4, a card and its buttons.
import type { ReactElement, ReactNode } from 'react'
import recipe from '../../../../../docs/recipes/shadcn.css?raw'
import { Stylesheets } from './Stylesheets.tsx'
import theme from './shadcn-theme.css?raw'
import { useTailwind4 } from './tailwind-4.ts'

const BUTTON =
  'inline-flex h-9 cursor-pointer items-center justify-center rounded-md px-4 py-2 text-sm font-medium whitespace-nowrap'
const SHEET = `${recipe}\n${theme}`

export function ShadcnTheme({ children }: { children: ReactNode }): ReactElement {
  const { root, compiled } = useTailwind4(SHEET)
  return (
    <div
      ref={root}
      className="grid gap-6 bg-background p-6 text-foreground md:grid-cols-2"
      hidden={!compiled}
    >
      <Stylesheets sheets={[compiled]} layered />
      <div className="grid content-start gap-6">
        <div className="flex flex-col gap-6 rounded-xl border bg-card py-6 text-card-foreground shadow-sm">
          <div className="grid gap-1.5 px-6">
            <div className="leading-none font-semibold">Stripe</div>
            <div className="text-sm text-muted-foreground">Payments and payouts, every hour.</div>
          </div>
          <div className="px-6 text-sm">Connected as Harborline Ltd.</div>
          <div className="flex items-center gap-2 px-6">
            <button
              type="button"
              className={`${BUTTON} bg-primary text-primary-foreground hover:bg-primary/90`}
            >
              Sync now
            </button>
            <button
              type="button"
              className={`${BUTTON} border bg-background shadow-xs hover:bg-accent hover:text-accent-foreground`}
            >
              Disconnect
            </button>
          </div>
        </div>
      </div>
      <div className="grid content-start gap-6">{children}</div>
    </div>
  )
}
