// MUI's own button and link instead of the kit's.
import { Button, Link } from '@mui/material'
import { forwardRef, type ReactElement, type ReactNode, useMemo } from 'react'
import type { ButtonSlotProps, HostSlots } from '../../index.ts'
import { MooringContext, useMooringContext } from '../../provider/context.ts'
import { MuiTheme } from './MuiTheme.tsx'

const MuiButton = forwardRef<HTMLButtonElement, ButtonSlotProps>(function MuiButton(props, ref) {
  const { kind, color, ...own } = props
  return (
    <Button
      {...own}
      ref={ref}
      size="small"
      variant={kind === 'primary' ? 'contained' : 'outlined'}
      color={kind === 'danger' ? 'error' : 'primary'}
    />
  )
})

const slots: HostSlots = { button: MuiButton, link: ({ ref, color, ...own }) => <Link {...own} /> }

/** In a story the provider is further out: what a host passes to it is added to what it has. */
function WithParts({ children }: { children: ReactNode }): ReactElement {
  const context = useMooringContext()
  const own = useMemo(() => ({ ...context, slots }), [context])
  return <MooringContext.Provider value={own}>{children}</MooringContext.Provider>
}

export function MuiParts({ children, theme }: Parameters<typeof MuiTheme>[0]): ReactElement {
  return (
    <MuiTheme theme={theme}>
      <WithParts>{children}</WithParts>
    </MuiTheme>
  )
}
