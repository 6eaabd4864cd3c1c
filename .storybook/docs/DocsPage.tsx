// The frame of each docs page: light or dark as the toolbar says. Its own words stay English, whatever the stories speak.
import { DocsContainer, type DocsContainerProps } from '@storybook/addon-docs/blocks'
import { type PropsWithChildren, useEffect } from 'react'
import { themes } from 'storybook/theming'
import { useGlobals } from './useGlobals.ts'

const inTheDark = () => matchMedia('(prefers-color-scheme: dark)').matches

const schemeOf = (theme: unknown): 'light' | 'dark' =>
  theme === 'dark' || (theme !== 'light' && inTheDark()) ? 'dark' : 'light'

export function DocsPage({ children, ...rest }: PropsWithChildren<DocsContainerProps>) {
  const { theme } = useGlobals()
  const scheme = schemeOf(theme)
  useEffect(() => {
    const { documentElement: root } = document
    root.style.colorScheme = scheme
    // What a story that was shown before has left.
    root.style.zoom = '1'
    root.dir = 'ltr'
    root.lang = 'en'
  }, [scheme])
  return (
    <DocsContainer {...rest} theme={themes[scheme]}>
      {children}
    </DocsContainer>
  )
}
