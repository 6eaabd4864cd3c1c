// The frame of each docs page: light or dark as the toolbar says.
import { DocsContainer, type DocsContainerProps } from '@storybook/addon-docs/blocks'
import { type PropsWithChildren, useEffect, useState } from 'react'
import { GLOBALS_UPDATED, SET_GLOBALS } from 'storybook/internal/core-events'
import { addons } from 'storybook/preview-api'
import { themes } from 'storybook/theming'

interface Told {
  globals: { theme?: string }
}

const inTheDark = () => matchMedia('(prefers-color-scheme: dark)').matches

const themeOf = ({ globals }: Told): 'light' | 'dark' =>
  globals.theme === 'dark' || (globals.theme !== 'light' && inTheDark()) ? 'dark' : 'light'

export function DocsPage({ children, ...rest }: PropsWithChildren<DocsContainerProps>) {
  const channel = addons.getChannel()
  const [theme, setTheme] = useState(() => {
    const [told] = channel.last(GLOBALS_UPDATED) ?? channel.last(SET_GLOBALS) ?? []
    return themeOf(told ?? { globals: {} })
  })
  useEffect(() => {
    const follow = (told: Told) => setTheme(themeOf(told))
    channel.on(GLOBALS_UPDATED, follow)
    return () => channel.off(GLOBALS_UPDATED, follow)
  }, [channel])
  return (
    <DocsContainer {...rest} theme={themes[theme]}>
      {children}
    </DocsContainer>
  )
}
