'use client'
// One click copies what support needs to know.
import { ROUTES, routePath } from '@mooring/contract'
import { type ComponentPropsWithoutRef, forwardRef, type ReactElement, useState } from 'react'
import { useAction } from '../../hooks/useAction.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { classNames } from '../class-names.ts'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'
import { type HandedBundle, saveBundle, useSupport } from './useSupport.ts'

export interface SupportDetailsProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  /** An attempt of the caller's that failed, whose stages and problem are wanted instead of a connection's. */
  attemptId?: string
}

/** Copies stage, code, reference and time, and shows the reference to name. It renders a `div`, or nothing where there is neither. */
export const SupportDetails = forwardRef<HTMLDivElement, SupportDetailsProps>(function SupportDetails(
  { connectionId, attemptId, ...own },
  ref,
) {
  const words = useWordsOnDemand()
  const { connection, isLoading } = useConnection(attemptId === undefined ? connectionId : null)
  const path = attemptId
    ? routePath(ROUTES.attemptSupport.path, attemptId)
    : connection && routePath(ROUTES.support.path, connection.id)
  if (!path && !isLoading) return null
  return (
    <div
      {...own}
      ref={ref}
      className={classNames('mooring mooring-support', own.className)}
      data-status={connection?.status}
    >
      {path ? (
        <SupportBody path={path} />
      ) : (
        <span className="mooring-button mooring-skeleton" aria-hidden="true">
          {words.supportDetails}
        </span>
      )}
    </div>
  )
})

function SupportBody({ path }: { path: string }): ReactElement {
  const { announcer } = useMooring()
  const words = useWordsOnDemand()
  const hand = useSupport(path)
  const { run, isRunning, problem } = useAction()
  const [handed, setHanded] = useState<HandedBundle | null>(null)
  const get = () =>
    run(async () => {
      const fresh = await hand()
      setHanded(fresh)
      announcer.say(words[fresh.said])
    })
  return (
    <>
      <button
        type="button"
        className="mooring-button"
        aria-disabled={isRunning}
        aria-busy={isRunning}
        onClick={get}
      >
        {words.supportDetails}
      </button>
      {handed && <Summary {...handed} />}
      {problem && <ProblemNote problem={problem} />}
    </>
  )
}

function Summary({ bundle, said }: HandedBundle): ReactElement {
  const { locale } = useMooring()
  const words = useWordsOnDemand()
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
  const attempt = bundle.attempts[0]
  const facts = [
    [words.supportStage, attempt?.stages.at(-1)?.step],
    [words.supportCode, attempt?.problem?.code],
    [words.supportReference, bundle.reference],
    [words.supportAt, at.format(Date.parse(bundle.generatedAt))],
    [words.supportCompany, bundle.connection?.company.name],
    [words.supportContact, bundle.contact],
  ]
  return (
    <>
      <p className="mooring-note-text">{words[said]}</p>
      <dl className="mooring-facts">
        {facts.map(([name, value]) => (
          <div key={name} hidden={!value}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <button type="button" className="mooring-button" onClick={() => saveBundle(bundle)}>
        {words.supportSave}
      </button>
    </>
  )
}
