// A demo for the tests of a file, and a new visitor for each of them.
import { beforeAll, beforeEach } from 'vitest'
import { type DemoStage, openDemo, type Visit } from './demo-stage.ts'
import { leave } from './journey.ts'
import { lastView } from './last-view.ts'

/** Longer than a page waits before it asks again: the operations board asks every 15 s. */
const MOST_MS = 45_000

export interface Demo {
  readonly stage: DemoStage
  /** Of the test that runs. */
  readonly visit: Visit
}

/**
 * @param open starts the demo, and puts what it needs besides on the stack. @default a demo with its own simulator
 * @param startMs how long that may take. @default the project's hook timeout
 */
export function withDemo(
  open: (opened: AsyncDisposableStack) => Promise<DemoStage> = async () => await openDemo(),
  startMs?: number,
): Demo {
  let stage: DemoStage
  let visit: Visit
  beforeAll(async () => {
    await using opened = new AsyncDisposableStack()
    stage = opened.use(await open(opened))
    const closing = opened.move()
    return async () => await closing.disposeAsync()
  }, startMs)
  beforeEach(async ({ task }) => {
    visit = await stage.visit()
    visit.page.setDefaultTimeout(MOST_MS)
    return async () => {
      if (task.result?.state === 'fail')
        console.error(`What "${task.name}" saw last:\n${await lastView(visit, stage.origin)}`)
      await leave(stage, visit)
    }
  })
  return {
    get stage() {
      return stage
    },
    get visit() {
      return visit
    },
  }
}
