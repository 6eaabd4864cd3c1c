// The kit inside other systems' looks, each with that system's own parts beside it and the recipe of docs/recipes.

import { connectionFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement, ReactNode } from 'react'
import { NORTHWIND, on } from '../../../../../.storybook/scenario.ts'
import { KitParts } from './KitParts.tsx'
import { MuiParts } from './MuiParts.tsx'
import { MuiTheme } from './MuiTheme.tsx'
import { PlainTheme } from './PlainTheme.tsx'
import { ShadcnTheme } from './ShadcnTheme.tsx'
import { Tailwind3Theme } from './Tailwind3Theme.tsx'
import { Tailwind4Theme } from './Tailwind4Theme.tsx'
import { useDarkClass } from './useDarkClass.ts'

type Theme = 'system' | 'light' | 'dark'

interface LookProps {
  Look: (props: { children: ReactNode; theme: Theme }) => ReactElement
  theme: Theme
}

function Page({ Look, theme }: LookProps): ReactElement {
  useDarkClass(theme)
  return (
    <Look theme={theme}>
      <KitParts />
    </Look>
  )
}

const isForced = matchMedia('(forced-colors: active)').matches
const notAsked = ['region', 'page-has-heading-one', ...(isForced ? ['color-contrast'] : [])]

const meta: Meta = {
  title: 'Theme/Recipes',
  // Each brings a reset for the whole page, so that only one can be shown at a time.
  tags: ['!autodocs'],
  parameters: {
    layout: 'fullscreen',
    // In forced colours the person's own are shown, while axe reads those of the host.
    a11y: { config: { rules: notAsked.map((id) => ({ id, enabled: false })) } },
    ...on(connectionFixture(), NORTHWIND).parameters,
  },
}
export default meta

const inside = (Look: LookProps['Look']): StoryObj => ({
  render: (_, { globals }) => <Page Look={Look} theme={globals.theme as Theme} />,
})

export const Shadcn: StoryObj = inside(ShadcnTheme)
export const Tailwind4: StoryObj = inside(Tailwind4Theme)
export const Tailwind3: StoryObj = inside(Tailwind3Theme)
export const Mui: StoryObj = inside(MuiTheme)
export const MuiWithItsOwnButtons: StoryObj = inside(MuiParts)
export const PlainCss: StoryObj = inside(PlainTheme)
