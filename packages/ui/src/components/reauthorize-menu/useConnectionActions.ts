// What the menu does at the adapter by itself: a test, and the details for support.
import type { Connection } from '@mooring/contract'
import { ROUTES, routePath } from '@mooring/contract'
import { problemOf } from '../../client/problem-error.ts'
import { putConnection } from '../../client/put-connection.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useSpeech } from '../../hooks/useSpeech.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { describeConnection } from '../../messages/describe-connection.ts'
import { useSupport } from '../support-details/useSupport.ts'
import type { MenuNote } from './menu-items.ts'

export function useConnectionActions(before: Connection, onNote: (note: MenuNote) => void) {
  const { client, list, queryClient, announcer, flows } = useMooring()
  const words = useWordsOnDemand()
  const speech = useSpeech()
  const hand = useSupport(routePath(ROUTES.support.path, before.id))

  const say = (text: string) => {
    announcer.say(text)
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
      const after = await client.post<Connection>(routePath(ROUTES.verify.path, before.id))
      putConnection(queryClient, list, after)
      const { headline, detail } = describeConnection(after, speech)
      const text = `${headline} ${detail}`
      // A change of status is announced by the provider already, once.
      if (after.status === before.status && after.reason === before.reason) say(text)
      else onNote({ text })
    })
  const copySupport = () => attempt(async () => say(words[(await hand()).said]))
  return { test, copySupport }
}
