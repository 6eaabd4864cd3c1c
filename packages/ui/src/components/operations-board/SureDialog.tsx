'use client'
// The question before something that can't be undone.
import type { ReactElement, ReactNode } from 'react'
import { useAction } from '../../hooks/useAction.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import { AlertDialog } from '../dialog/AlertDialog.tsx'
import { useBoard, useBoardWork } from './useBoard.ts'

interface SureDialogProps {
  title: string
  description: ReactNode
  /** The answer that does it. */
  yes: string
  /** The route that does it. */
  path: string
  /** What is read out once it is done. */
  done?: string
  onClose: () => void
}

export function SureDialog({ title, description, yes, path, done, onClose }: SureDialogProps): ReactElement {
  const { announcer } = useMooring()
  const { words } = useBoard()
  const work = useBoardWork()
  const { run, isRunning, problem } = useAction()
  const answer = async () => {
    const result = await run(() => work<object>(path))
    if (result === null) return
    if (done) announcer.announce(done)
    onClose()
  }
  return (
    <AlertDialog
      title={title}
      description={description}
      busy={isRunning}
      problem={problem}
      onDismiss={onClose}
      answers={
        <>
          <Button data-safe="" disabled={isRunning} onClick={onClose}>
            {words.keep}
          </Button>
          <Button kind="danger" aria-disabled={isRunning} aria-busy={isRunning} onClick={answer}>
            {isRunning ? words.busy : yes}
          </Button>
        </>
      }
    />
  )
}
