// The kit inside other systems' looks, each with that system's own parts beside it and the recipe of docs/recipes.

import { connectionFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement, ReactNode } from 'react'
import { NORTHWIND, on } from '../../../../../.storybook/scenario.ts'
import { KitParts } from './KitParts.tsx'
import { MuiLook } from './MuiLook.tsx'
import { MuiParts } from './MuiParts.tsx'
import { PlainLook } from './PlainLook.tsx'
import { ShadcnLook } from './ShadcnLook.tsx'
import { Tailwind3Look } from './Tailwind3Look.tsx'
import { Tailwind4Look } from './Tailwind4Look.tsx'
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

export const Shadcn: StoryObj = inside(ShadcnLook)
export const Tailwind4: StoryObj = inside(Tailwind4Look)
export const Tailwind3: StoryObj = inside(Tailwind3Look)
export const Mui: StoryObj = inside(MuiLook)
export const MuiWithItsOwnButtons: StoryObj = inside(MuiParts)
export const PlainCss: StoryObj = inside(PlainLook)
