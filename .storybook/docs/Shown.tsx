// A story on a docs page that needs a page of its own.
import { type Of, useOf } from '@storybook/addon-docs/blocks'
import type { ReactElement } from 'react'
import { Frame } from '../Frame.tsx'
import { useGlobals } from './useGlobals.ts'
import './docs.css'

/** @param height in px */
export function Shown({ of, height }: { of: Of; height: number }): ReactElement {
  const { story } = useOf(of, ['story'])
  const globals = useGlobals()
  return <Frame title={story.name} story={story.id} {...{ height, globals }} />
}
