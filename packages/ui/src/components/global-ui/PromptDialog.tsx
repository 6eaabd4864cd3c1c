'use client'
// The dialog that an attempt's outcome asks for, on the page that started the attempt.
import type { ReactElement } from 'react'
import type { Prompt } from '../../core/authorization/authorization-session.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useLazyModule, useMooring } from '../../hooks/useMooring.ts'
import { CompanyMismatchDialog } from '../company-mismatch-dialog/CompanyMismatchDialog.tsx'
import { ConfirmCompanyDialog } from '../confirm-company-dialog/ConfirmCompanyDialog.tsx'
import { DisconnectDialog } from '../disconnect-dialog/DisconnectDialog.tsx'

type CompanyInUse = Extract<Prompt, { kind: 'company_in_use' }>

/** The dialogs themselves, before the server has to be asked for them at the worst moment. */
export const loadPanels = async (): Promise<void> => {
  await Promise.all([
    import('../confirm-company-dialog/ConfirmCompanyPanel.tsx'),
    import('../company-mismatch-dialog/CompanyMismatchPanel.tsx'),
  ])
}

/** A switch led to another connection of the tenant: says so, and offers to end the one it began at. */
function CompanyInUseDialog({
  prompt,
  onClose,
}: {
  prompt: CompanyInUse
  onClose: () => void
}): ReactElement | null {
  const { words: first } = useMooring()
  const words = useDialogMessages()
  const { connections } = useConnections()
  const nameOf = (wanted: string) =>
    connections.find(({ id }) => id === wanted)?.company.name ?? first.thisCompany
  const { connectionId, usedBy } = prompt
  const note = words.heldNote(nameOf(usedBy), nameOf(connectionId))
  return <DisconnectDialog open {...{ connectionId, note }} onOpenChange={onClose} />
}

type Step = Extract<Prompt, { kind: 'step' }>

const loadStep = () => import('./LinkedStepDialog.tsx')

function StepDialog({ prompt, onClose }: { prompt: Step; onClose: () => void }): ReactElement | null {
  const { connection } = useConnection(prompt.connectionId)
  const module = useLazyModule(loadStep, true, onClose)
  if (!module || !connection) return null
  return <module.LinkedStepDialog {...{ connection, onClose }} step={prompt.step} />
}

export function PromptDialog({ prompt }: { prompt: Prompt }): ReactElement {
  const { flows } = useMooring()
  const { connectionId, target } = prompt
  const close = () => flows.openPrompt(null)
  if (prompt.kind === 'step') return <StepDialog prompt={prompt} onClose={close} />
  if (prompt.kind === 'company_in_use') return <CompanyInUseDialog prompt={prompt} onClose={close} />
  return prompt.kind === 'confirm' ? (
    <ConfirmCompanyDialog key={connectionId} open {...{ connectionId, target }} onOpenChange={close} />
  ) : (
    <CompanyMismatchDialog open {...{ connectionId, target }} problem={prompt.problem} onOpenChange={close} />
  )
}
