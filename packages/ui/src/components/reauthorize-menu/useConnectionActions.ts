// What the menu does at the adapter by itself: a test, and the details for support.
import type { Connection } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import { pathOf } from '../../core/paths.ts'
import { problemOf } from '../../core/problem-error.ts'
import { useChange } from '../../hooks/useAction.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { useSupport } from '../support-details/useSupport.ts'
import type { MenuNote } from './menu-items.ts'

export function useConnectionActions(before: Connection, onNote: (note: MenuNote) => void) {
  const { announcer, flows } = useMooring()
  const change = useChange()
  const words = useDialogMessages()
  const speech = useSpeech()
  const hand = useSupport(pathOf('/connections/:id/support', before.id))

  const say = (text: string) => {
    announcer.announce(text)
    onNote({ text })
  }
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (thrown) {
      const problem = problemOf(thrown)
      onNote({ problem })
      flows.report(problem)
    }
  }
  const test = () =>
    attempt(async () => {
      say(words.testing)
      const after = await change('/connections/:id/verify', before.id)
      const { headline, detail } = describeConnection(after, speech)
      const text = `${headline} ${detail}`
      // A change of status is announced by the provider already, once.
      if (after.status === before.status && after.reason === before.reason) announcer.announce(text)
      onNote({ text, about: after })
    })
  const copySupport = () => attempt(async () => say(words[(await hand()).said]))
  return { test, copySupport }
}
