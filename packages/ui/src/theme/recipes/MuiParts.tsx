// MUI's own button and link in the place of the kit's.
import { Button, Link } from '@mui/material'
import { forwardRef, type ReactElement, type ReactNode, useMemo } from 'react'
import type { ButtonSlotProps, HostSlots } from '../../index.ts'
import { MooringContext, useMooringContext } from '../../provider/context.ts'
import { MuiLook } from './MuiLook.tsx'

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

/** In a story the provider stands further out: what a host hands to it is put beside what it has. */
function WithParts({ children }: { children: ReactNode }): ReactElement {
  const desk = useMooringContext()
  const own = useMemo(() => ({ ...desk, slots }), [desk])
  return <MooringContext.Provider value={own}>{children}</MooringContext.Provider>
}

export function MuiParts({ children, theme }: Parameters<typeof MuiLook>[0]): ReactElement {
  return (
    <MuiLook theme={theme}>
      <WithParts>{children}</WithParts>
    </MuiLook>
  )
}
