'use client'
// A tray with what the tenant's connections need.
import type { Connection } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import { describeProblem } from '@mooring/messages/describe-problem'
import {
  type ComponentPropsWithoutRef,
  forwardRef,
  type ReactElement,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { useConnections } from '../../hooks/useConnections.ts'
import { useDesk } from '../../hooks/useDesk.ts'
import { useModule, useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { Button } from '../button/Button.tsx'
import { classNames } from '../class-names.ts'
import { beingSetUp, needingAttention } from '../connection-banner/attention.ts'
import { STATUS_MARKS } from '../connection-status/status-marks.ts'
import { Icon } from '../icon/Icon.tsx'
import { Mark } from '../icon/Mark.tsx'

const loadKeys = () => import('../layer/Keys.tsx')

export interface ConnectionNotificationsProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** Goes to where the host shows the connection. @default the notes are no buttons */
  onNavigate?: (connection: Connection) => void
}

/** A button with the number of connections that need somebody, and a list behind it. It renders a `div`. */
export const ConnectionNotifications = forwardRef<HTMLDivElement, ConnectionNotificationsProps>(
  function ConnectionNotifications({ onNavigate, ...own }, ref) {
    const words = useWordsOnDemand()
    const { words: first } = useMooring()
    const { connections, isLoading, problem } = useConnections()
    const waiting = needingAttention(connections)
    const news = beingSetUp(connections)
    const checked = connections.filter((one) => one.status === 'checking' && !news.includes(one))
    const [doubt] = connections.filter(({ status }) => status === 'checking')
    const speech = useSpeech()
    // What could not be looked at, or is being checked, is not fine.
    const fine = doubt ? describeConnection(doubt, speech).headline : words.noNews
    const calm = isLoading ? first.loading : problem ? describeProblem(problem, first) : fine
    const [side, setSide] = useState<Side | null>(null)
    const open = side !== null
    const button = useRef<HTMLButtonElement>(null)
    const id = useId()
    const close = useCallback(() => setSide(null), [])
    useDismissal(button, open, close)
    const list = useRef<HTMLDivElement>(null)
    const keys = useModule(loadKeys, open)
    const onEscape = () => {
      close()
      button.current?.focus()
    }
    return (
      <div
        {...own}
        ref={ref}
        className={classNames('mooring mooring-tray', own.className)}
        data-state={open ? 'open' : 'closed'}
      >
        <button
          ref={button}
          type="button"
          className="mooring-dots"
          data-count={waiting.length || undefined}
          data-news={news.length || undefined}
          aria-label={words.notifications}
          aria-describedby={`${id}-count`}
          aria-expanded={open}
          aria-controls={open ? `${id}-list` : undefined}
          onClick={() => setSide(open ? null : roomierSide(button.current))}
        >
          <Icon name="bell" />
        </button>
        <span id={`${id}-count`} hidden>
          {waiting.length ? words.attention(waiting.length) : calm}
        </span>
        {open && (
          <div ref={list} id={`${id}-list`} className="mooring-tray-list" data-side={side}>
            {keys && <keys.Keys {...{ layer: list, opener: button, onEscape }} />}
            {waiting.length + checked.length + news.length === 0 && <p className="mooring-muted">{calm}</p>}
            {[...waiting, ...checked].map((connection) => (
              <Note key={connection.id} connection={connection} onNavigate={onNavigate} />
            ))}
            {news.map((connection) => (
              <SettingUp key={`${connection.id} setup`} {...{ connection, onNavigate }} />
            ))}
          </div>
        )}
      </div>
    )
  },
)

type Side = 'left' | 'right'

/** The edge of the button to hang the list on, so that it stays on the screen. */
function roomierSide(button: HTMLElement | null): Side {
  const box = button?.getBoundingClientRect()
  return box && box.left + box.right < document.documentElement.clientWidth ? 'left' : 'right'
}

/** Escape closes the tray and gives focus back; a press elsewhere closes it. */
function useDismissal(button: RefObject<HTMLElement | null>, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return
      close()
      button.current?.focus()
    }
    const onPress = ({ target }: Event) => {
      const tray = button.current?.parentElement
      if (target instanceof Node && !tray?.contains(target)) close()
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('pointerdown', onPress)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('pointerdown', onPress)
    }
  }, [button, open, close])
}

interface NoteProps {
  connection: Connection
  onNavigate: ConnectionNotificationsProps['onNavigate']
}

function Note({ connection, onNavigate }: NoteProps): ReactElement {
  const { headline, detail } = describeConnection(connection, useSpeech())
  const text = (
    <>
      <Mark {...STATUS_MARKS[connection.status]} />
      <span className="mooring-status-text">
        <span className="mooring-headline">{headline}</span> <span className="mooring-detail">{detail}</span>
      </span>
    </>
  )
  const { page } = useDesk()
  const { connect: canConnect } = useConnections().can
  return (
    <div className="mooring-tray-item">
      {onNavigate ? (
        <button
          type="button"
          className="mooring-tray-note mooring-row"
          onClick={() => onNavigate(connection)}
        >
          {text}
        </button>
      ) : (
        <div className="mooring-tray-note mooring-row">{text}</div>
      )}
      {page && <page.NextStep {...{ connection, canConnect }} tellsOfSwitch={false} />}
    </div>
  )
}

const loadNews = () => import('../setup-progress/SetupNews.tsx')

function SettingUp({ connection, onNavigate }: NoteProps): ReactElement | null {
  const words = useWordsOnDemand()
  const module = useModule(loadNews, true)
  if (!module) return null
  return (
    <div className="mooring-tray-note">
      <module.SetupNews connection={connection}>
        {onNavigate && <Button onClick={() => onNavigate(connection)}>{words.show}</Button>}
      </module.SetupNews>
    </div>
  )
}
