// What the menu does at the adapter by itself: a test, and the details for support.
import type { Connection } from '@mooring/contract'
import { ROUTES, routePath } from '@mooring/contract'
import { putConnection } from '../../client/connection-list.ts'
import { problemOf } from '../../client/problem-error.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useSpeech } from '../../hooks/useSpeech.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { describeConnection } from '../../messages/describe-connection.ts'
import { useSupport } from '../support-details/useSupport.ts'
import type { MenuNote } from './ActionsMenu.tsx'

export function useConnectionActions({ id }: Connection, onNote: (note: MenuNote) => void) {
  const { client, list, queryClient, announcer, flows } = useMooring()
  const words = useWordsOnDemand()
  const speech = useSpeech()
  const hand = useSupport(id)

  const say = (text: string) => {
    announcer.say(text)
    onNote({ text })
  }
  const attempt = async (work: () => Promise<string>) => {
    try {
      say(await work())
    } catch (thrown) {
      const problem = problemOf(thrown)
      onNote({ problem })
      flows.report(problem)
    }
  }
  const test = () =>
    attempt(async () => {
      say(words.testing)
      const connection = await client.post<Connection>(routePath(ROUTES.verify.path, id))
      putConnection(queryClient, list, connection)
      const { headline, detail } = describeConnection(connection, speech)
      return `${headline} ${detail}`
    })
  const copySupport = () => attempt(async () => (await hand()).text)
  return { test, copySupport }
}
