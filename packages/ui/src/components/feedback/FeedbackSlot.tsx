'use client'
// Where the question whether it helped goes; loaded only where the host wants the answers.
import type { ReactElement } from 'react'
import { useLazyModule } from '../../hooks/useMooring.ts'
import { useMooringContext } from '../../provider/context.ts'
import type { FeedbackTopic } from '../../provider/quick-books-provider-props.ts'

const load = () => import('./Feedback.tsx')

/** Renders nothing where the host does not ask. */
export function FeedbackSlot({ topic }: { topic: FeedbackTopic }): ReactElement | null {
  const { instance } = useMooringContext()
  const wanted = instance.props().onFeedback !== undefined
  const module = useLazyModule(load, wanted)
  return wanted && module ? <module.Feedback key={topic} topic={topic} /> : null
}
