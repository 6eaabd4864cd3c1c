'use client'
// "Why is this broken?" in one dialog: the status, why, what to do, and the evidence.
import type { BoardConnection, BoardExplanation } from '@mooring/contract'
import type { ReactElement } from 'react'
import { copyOrDownload } from '../../core/copy-or-download.ts'
import { useAction } from '../../hooks/useAction.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { Button } from '../button/Button.tsx'
import { AlertDialog } from '../dialog/AlertDialog.tsx'
import { useBoardFormats } from './board-times.ts'
import { ExplanationBody } from './ExplanationBody.tsx'
import { type ExplanationContext, explained, explanationText } from './explanation-lines.ts'
import { Shown } from './Shown.tsx'
import { useBoard, useBoardReading, useBoardWork } from './useBoard.ts'

interface ExplainDialogProps {
  connection: BoardConnection
  onClose: () => void
}

export function ExplainDialog({ connection: listed, onClose }: ExplainDialogProps): ReactElement {
  const { announcer, words: shared } = useMooring()
  const { words, filter, choose } = useBoard()
  const { close } = useDialogMessages()
  const path = `/connections/${encodeURIComponent(listed.id)}`
  const reading = useBoardReading<BoardExplanation>(`${path}/explain`)
  const work = useBoardWork()
  const { run, isRunning, problem } = useAction()
  const context = useExplanationContext()
  const { answer } = reading
  // The explanation's is the newer one.
  const connection = { ...listed, ...answer?.connection, tenantId: listed.tenantId }
  const title = connection.company.name ?? words.unnamed(connection.company.realmIdLast4)
  const explanation = answer && explained(connection, answer, context)

  const renew = async () => {
    if ((await run(() => work<object>(`${path}/renew`))) !== null) announcer.announce(words.renewed)
  }
  const copy = async () => {
    if (!explanation || !answer) return
    const text = explanationText(title, explanation, shared.reference(answer.reference), context)
    const how = await copyOrDownload(`quickbooks-${connection.id}.txt`, text)
    announcer.announce(how === 'copied' ? words.copied : words.saved)
  }
  const showWebhooks = () => {
    onClose()
    choose({ ...filter, section: 'webhooks', connectionId: connection.id })
  }
  return (
    <AlertDialog
      role="dialog"
      data-wide=""
      title={title}
      description={shared.labels[connection.status]}
      problem={problem}
      onDismiss={onClose}
      answers={
        <>
          <Button onClick={showWebhooks}>{words.webhooksOf}</Button>
          {connection.status !== 'disconnected' && (
            <Button aria-disabled={isRunning} aria-busy={isRunning} onClick={renew}>
              {isRunning ? words.renewing : words.renew}
            </Button>
          )}
          {explanation && <Button onClick={copy}>{words.copy}</Button>}
          <Button data-safe="" kind="primary" onClick={onClose}>
            {close}
          </Button>
        </>
      }
    >
      <div className="mooring mooring-panel" aria-live="polite" aria-busy={reading.isReading}>
        <Shown reading={reading} lines={14}>
          {explanation && <ExplanationBody explanation={explanation} />}
        </Shown>
      </div>
    </AlertDialog>
  )
}

function useExplanationContext(): ExplanationContext {
  const { words } = useBoard()
  return { words, panelWords: usePanelMessages(), speech: useSpeech(), formats: useBoardFormats() }
}
