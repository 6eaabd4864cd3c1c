'use client'
// The board with its sections; loaded on demand.
import type { BoardOverview } from '@mooring/contract'
import { directionOf } from '@mooring/messages/direction'
import { Tabs } from 'radix-ui'
import { type ForwardedRef, type ReactElement, useEffect, useMemo, useRef, useState } from 'react'
import { classNames } from '../../core/class-names.ts'
import { createClient } from '../../core/client.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useMooringContext } from '../../provider/context.ts'
import { PanelHead } from '../panel/PanelHead.tsx'
import { CampaignsSection } from './CampaignsSection.tsx'
import { ConnectionsSection } from './ConnectionsSection.tsx'
import type { BoardFilter, BoardSection, OperationsBoardProps } from './operations-board-props.ts'
import { QueuesSection } from './QueuesSection.tsx'
import { ReadsSection } from './ReadsSection.tsx'
import { StatusSection } from './StatusSection.tsx'
import { type Board, BoardContext, EVERY_MS, useBoard, useBoardReading } from './useBoard.ts'
import { useBoardWords } from './useBoardWords.ts'
import { useFocusHome } from './useFocusHome.ts'
import { WebhooksSection } from './WebhooksSection.tsx'

const SECTIONS: Record<BoardSection, () => ReactElement> = {
  status: StatusSection,
  connections: ConnectionsSection,
  webhooks: WebhooksSection,
  queues: QueuesSection,
  campaigns: CampaignsSection,
  reads: ReadsSection,
}

const NAMES = Object.keys(SECTIONS) as BoardSection[]

type BoardBodyProps = OperationsBoardProps & { boardRef: ForwardedRef<HTMLElement> }

export function BoardBody(props: BoardBodyProps): ReactElement {
  const { path, filter, defaultFilter, onFilterChange, messages, boardRef, ...own } = props
  const { words: shared } = useMooring()
  const words = useBoardWords(messages)
  const routes = useRoutes(path)
  const [chosen, setChosen] = useState<BoardFilter>(defaultFilter ?? {})
  // A press on a tab chooses it twice before anything is drawn: by the pointer and by the focus that follows.
  const lastChosen = useRef<string | null>(null)
  useEffect(() => {
    lastChosen.current = null
  })
  const choose = (next: BoardFilter) => {
    const text = JSON.stringify(next)
    if (lastChosen.current === text) return
    lastChosen.current = text
    setChosen(next)
    onFilterChange?.(next)
  }
  return (
    <section
      aria-label={words?.board}
      {...own}
      ref={boardRef}
      className={classNames('mooring mooring-panel mooring-board', own.className)}
      aria-busy={words === null}
    >
      {words ? (
        <BoardContext.Provider value={{ ...routes, words, filter: filter ?? chosen, choose }}>
          <Sections />
        </BoardContext.Provider>
      ) : (
        <p className="mooring-skeleton">{shared.loading + '\n'.repeat(18)}</p>
      )}
    </section>
  )
}

/** Where the board is asked, and the name of what was read there. */
function useRoutes(path: string | undefined): Pick<Board, 'client' | 'base' | 'queryKey'> {
  const { instance } = useMooringContext()
  const { client, list, words } = useMooring()
  const { offline, unreadable } = words
  return useMemo(() => {
    const queryKey = [...list.queryKey.slice(0, -1), 'board', path ?? null]
    if (path === undefined) return { client, base: '/operations/board', queryKey }
    const elsewhere = createClient(() => ({
      ...instance.props(),
      basePath: '',
      words: { offline, unreadable },
    }))
    return { client: elsewhere, base: path.replace(/\/+$/, ''), queryKey }
  }, [instance, client, list, path, offline, unreadable])
}

/** Codes that say: this person is no operator. */
const CLOSED: readonly string[] = ['not_authenticated', 'forbidden']

function Sections(): ReactElement {
  const { locale } = useMooring()
  const { words, filter, choose } = useBoard()
  const { answer, problem } = useBoardReading<BoardOverview>('', EVERY_MS)
  const home = useFocusHome()
  const stalled = answer?.health?.stalled ?? 0
  if (problem && CLOSED.includes(problem.code))
    return <PanelHead tone="off" icon="off" headline={words.notAllowed} problem={problem} />
  return (
    <Tabs.Root
      {...home}
      className="mooring-board-tabs"
      dir={directionOf(locale) ?? 'ltr'}
      value={filter.section ?? 'status'}
      onValueChange={(section) => choose({ ...filter, section: section as BoardSection })}
    >
      <Tabs.List className="mooring-board-list" aria-label={words.board}>
        {NAMES.map((name) => (
          <Tabs.Trigger key={name} value={name} className="mooring-board-tab">
            {words.sections[name]}
            {name === 'queues' && stalled > 0 && (
              <>
                {' '}
                <span className="mooring-tag">{new Intl.NumberFormat(locale).format(stalled)}</span>
              </>
            )}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {NAMES.map((name) => {
        const Section = SECTIONS[name]
        return (
          <Tabs.Content key={name} value={name} className="mooring-board-section">
            <Section />
          </Tabs.Content>
        )
      })}
    </Tabs.Root>
  )
}
