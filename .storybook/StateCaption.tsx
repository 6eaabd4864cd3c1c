// What a state stands for, under the story: also where the component looks the same as in another, or shows nothing.
import type { ReactElement } from 'react'
import type { Caption } from './scenario.ts'

export function StateCaption({ title, meaning }: Caption): ReactElement {
  return (
    <p className="caption" lang="en" dir="ltr">
      <strong>{title}.</strong> {meaning}
    </p>
  )
}
