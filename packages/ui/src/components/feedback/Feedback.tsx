'use client'
// A quiet question whether what was just read helped: one answer per topic and page.
import { type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooringContext } from '../../provider/context.ts'
import type { FeedbackAnswer, FeedbackTopic } from '../../provider/quick-books-provider-props.ts'
import { Button } from '../button/Button.tsx'

export function Feedback({ topic }: { topic: FeedbackTopic }): ReactElement {
  const words = useDialogMessages()
  const { isAnswered, give } = useAnswer(topic)
  const thanks = useRef<HTMLSpanElement>(null)
  const wasAsked = useRef(!isAnswered)
  const id = useId()
  // The button that was pressed is gone: the reader goes on at what replaced it.
  useEffect(() => {
    if (isAnswered && wasAsked.current) thanks.current?.focus()
  }, [isAnswered])
  if (isAnswered)
    return (
      <span ref={thanks} tabIndex={-1} className="mooring-feedback mooring-muted" data-topic={topic}>
        {words.helpfulThanks}
      </span>
    )
  const button = (answer: FeedbackAnswer, label: string) => (
    <Button aria-describedby={id} onClick={() => give(answer)}>
      {label}
    </Button>
  )
  return (
    <span className="mooring-feedback" data-topic={topic}>
      <span id={id} className="mooring-muted">
        {words.helpfulAsk}
      </span>{' '}
      {button('yes', words.helpfulYes)} {button('no', words.helpfulNo)}
    </span>
  )
}

/** Stored with the provider: where the same topic comes up later on the page, it is answered already. */
function useAnswer(topic: FeedbackTopic) {
  const { instance } = useMooringContext()
  const [isAnswered, setAnswered] = useState(() => instance.answered?.has(topic) ?? false)
  const give = (answer: FeedbackAnswer) => {
    instance.answered ??= new Set()
    const isFirst = !instance.answered.has(topic)
    instance.answered.add(topic)
    setAnswered(true)
    if (isFirst) instance.props().onFeedback?.(topic, answer)
  }
  return { isAnswered, give }
}
