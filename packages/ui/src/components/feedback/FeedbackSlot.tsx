'use client'
// Where the question whether it helped goes; loaded only where the host wants the answers.
import type { ReactElement } from 'react'
import { useDesk } from '../../hooks/useDesk.ts'
import { useModule } from '../../hooks/useMooring.ts'
import type { FeedbackTopic } from '../quick-books-provider/quick-books-provider-props.ts'

const load = () => import('./Feedback.tsx')

/** Renders nothing where the host does not ask. */
export function FeedbackSlot({ topic }: { topic: FeedbackTopic }): ReactElement | null {
  const { root } = useDesk()
  const wanted = root.props().onFeedback !== undefined
  const module = useModule(load, wanted)
  return wanted && module ? <module.Feedback key={topic} topic={topic} /> : null
}
