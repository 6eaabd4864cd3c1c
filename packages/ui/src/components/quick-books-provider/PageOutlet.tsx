'use client'
// What a provider adds at the end of the page: one live region, the dialogs that outcomes ask for, and what nothing else shows.
import type { Connection } from '@mooring/contract'
import { type ReactElement, type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { PAGE } from '../../authorization/flow.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { type Desk, useDesk } from '../../hooks/useDesk.ts'
import { useLanguage } from '../../hooks/useLanguage.ts'
import { useModule } from '../../hooks/useModule.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { describeConnection } from '../../messages/describe-connection.ts'
import { Unreached } from './Unreached.tsx'

const loadFlow = () => import('./PageFlow.tsx')
const loadQuestion = () => import('./QuestionDialog.tsx')
const nothing = () => null
const no = () => false
const never = () => () => {}

/** Nothing on the server; on the page at the end of its body, so that the host's own layout has no more elements than it wrote. */
export function PageOutlet({ onBook }: { onBook: (book: Desk['book']) => void }): ReactNode {
  useLanguage(onBook)
  const { root } = useDesk()
  useEffect(() => root.show(), [root])
  const onPage = useSyncExternalStore(never, () => true, no)
  const { flows, announcer } = useMooring()
  const question = useSyncExternalStore(flows.subscribe, flows.question, nothing)
  const flow = useSyncExternalStore(flows.subscribe, () => flows.shownBy(PAGE), nothing)
  const isUnderWay = useSyncExternalStore(flows.subscribe, () => flows.active().length > 0, no)
  // What an outcome may ask is loaded before it comes: by then the server may be away.
  const questions = useModule(loadQuestion, isUnderWay || question !== null)
  useEffect(() => void questions?.loadPanels().catch(() => {}), [questions])
  const notes = useModule(loadFlow, flow !== null)
  const isLost = useSyncExternalStore(announcer.subscribe, announcer.isLost, no)
  useAnnouncedChanges()
  if (!onPage) return null
  return (
    <>
      {createPortal(<LiveRegion />, document.body)}
      {isLost && createPortal(<Lost />, document.body)}
      {flow && notes && <notes.PageFlow flow={flow} />}
      {question && questions && <questions.QuestionDialog question={question} />}
    </>
  )
}

const Lost = (): ReactElement => (
  <div className="mooring mooring-page-flow">
    <Unreached />
  </div>
)

function LiveRegion(): ReactElement {
  const { announcer } = useMooring()
  const said = useSyncExternalStore(announcer.subscribe, announcer.read, announcer.read)
  return (
    <div className="mooring mooring-live" role="status">
      <span key={said.count}>{said.text}</span>
    </div>
  )
}

const stateOf = ({ status, reason }: Connection) => `${status} ${reason}`

/** Says each connection's change of status once; what the page began with is no change. */
function useAnnouncedChanges(): void {
  const { connections, isLoading } = useConnections()
  const { announcer, words, locale, formats, ticker } = useMooring()
  const before = useRef<Map<string, string> | null>(null)
  useEffect(() => {
    if (isLoading) return
    const known = before.current
    before.current = new Map(connections.map((connection) => [connection.id, stateOf(connection)]))
    const changed = connections.filter((one) => known && known.get(one.id) !== stateOf(one))
    const speech = { words, locale, formats, now: ticker.read() }
    const texts = changed.map((one) => {
      const { headline, detail } = describeConnection(one, speech)
      return one.disconnect?.revoke === 'queued' ? `${headline} ${detail}` : headline
    })
    if (texts.length) announcer.say(texts.join(' '))
  }, [connections, isLoading, announcer, words, locale, formats, ticker])
}
