'use client'
// The button that copies what support needs to know, and what it copied.
import type { ReactElement } from 'react'
import { useAction } from '../../hooks/useAction.ts'
import { useComponentMessages } from '../../hooks/useComponentMessages.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useStateOf } from '../../hooks/useStateOf.ts'
import { Button } from '../button/Button.tsx'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { FactList } from '../panel/FactList.tsx'
import { type HandedBundle, saveBundle, useSupport } from './useSupport.ts'

export function SupportBody({ path }: { path: string }): ReactElement {
  const { announcer } = useMooring()
  const names = useComponentMessages()
  const words = useDialogMessages()
  const hand = useSupport(path)
  const { run, isRunning, problem } = useAction(path)
  const [handed, setHanded] = useStateOf<HandedBundle | null>(path, null)
  const get = () =>
    run(async () => {
      const fresh = await hand()
      setHanded(fresh)
      announcer.announce(words[fresh.said])
    })
  return (
    <>
      <Button aria-disabled={isRunning} aria-busy={isRunning} onClick={get}>
        {names.supportDetails}
      </Button>
      {handed && <Summary {...handed} />}
      {problem && <ErrorMessage problem={problem} />}
    </>
  )
}

function Summary({ bundle, said }: HandedBundle): ReactElement {
  const { locale } = useMooring()
  const names = useComponentMessages()
  const words = useDialogMessages()
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
  const attempt = bundle.attempts[0]
  return (
    <>
      <p className="mooring-note-text">{words[said]}</p>
      <FactList
        facts={[
          [words.supportStage, attempt?.stages.at(-1)?.step],
          [words.supportCode, attempt?.problem?.code],
          [words.supportReference, bundle.reference],
          [words.supportAt, at.format(Date.parse(bundle.generatedAt))],
          [words.supportCompany, bundle.connection?.company.name],
          [words.supportAsked, bundle.scopes?.asked.join(', ')],
          [words.supportGranted, bundle.scopes?.granted?.join(', ')],
          [names.supportContact, bundle.contact],
        ]}
      />
      <Button onClick={() => saveBundle(bundle)}>{words.supportSave}</Button>
    </>
  )
}
