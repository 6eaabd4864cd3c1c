'use client'
// A tray with what the tenant's connections need.
import type { Connection } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import { describeProblem } from '@mooring/messages/describe-problem'
import {
  type ComponentPropsWithoutRef,
  forwardRef,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { classNames } from '../../core/class-names.ts'
import { beingSetUp, needingAttention } from '../../core/connection-priority.ts'
import { useComponentMessages } from '../../hooks/useComponentMessages.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useLazyModule, useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { Icon } from '../icon/Icon.tsx'

const loadList = () => import('./TrayList.tsx')

export interface ConnectionNotificationsProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** Goes to where the host shows the connection. @default the notes are no buttons */
  onNavigate?: (connection: Connection) => void
}

/** A button with the number of connections that need a person, and a list behind it. It renders a `div`. */
export const ConnectionNotifications = forwardRef<HTMLDivElement, ConnectionNotificationsProps>(
  function ConnectionNotifications({ onNavigate, ...own }, ref) {
    const words = useComponentMessages()
    const { words: first } = useMooring()
    const { connections, isLoading, problem } = useConnections()
    const waiting = needingAttention(connections)
    const news = beingSetUp(connections)
    const [doubt] = connections.filter(({ status }) => status === 'checking')
    const speech = useSpeech()
    // A connection that could not be checked, or is being checked, is not fine.
    const fine = doubt ? describeConnection(doubt, speech).headline : words.noNews
    const calm = isLoading ? first.loading : problem ? describeProblem(problem, first) : fine
    const [side, setSide] = useState<Side | null>(null)
    const open = side !== null
    const button = useRef<HTMLButtonElement>(null)
    const id = useId()
    const close = useCallback(() => setSide(null), [])
    useDismissal(button, open, close)
    const list = useRef<HTMLDivElement>(null)
    const [wanted, setWanted] = useState(false)
    const module = useLazyModule(loadList, wanted || open, () => {
      setWanted(false)
      close()
    })
    const want = () => setWanted(true)
    // Where there is something to read, it opens at once.
    const isNews = doubt !== undefined || waiting.length + news.length > 0
    useEffect(() => {
      if (isNews) setWanted(true)
    }, [isNews])
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
          onPointerEnter={want}
          onFocus={want}
          onClick={() => setSide(open ? null : roomierSide(button.current))}
        >
          <Icon name="bell" />
        </button>
        <span id={`${id}-count`} hidden>
          {waiting.length ? words.attention(waiting.length) : calm}
        </span>
        {open && (
          <div ref={list} id={`${id}-list`} className="mooring-tray-list" data-side={side}>
            {module && (
              <module.TrayList
                {...{ layer: list, opener: button, onEscape, waiting, news, calm, onNavigate }}
              />
            )}
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
