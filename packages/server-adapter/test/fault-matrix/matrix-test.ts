// Makes a call with every answer there is to it, and compares what is seen with the table.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CALLS } from './calls.ts'
import { type MatrixStage, openMatrixStage } from './matrix-stage.ts'
import { brief } from './seen.ts'
import { type CallName, TABLE } from './table.ts'

export function testCall(name: CallName): void {
  const { title, answers, rows } = TABLE[name]
  describe(title, () => {
    let stage: MatrixStage
    beforeAll(async () => {
      stage = await openMatrixStage()
    })
    afterAll(async () => {
      await stage[Symbol.asyncDispose]()
    })

    it('has one row for each answer', () => {
      const listed = rows.flatMap((row) => row.answers)
      expect(listed.toSorted()).toEqual(answers.map(({ id }) => id).toSorted())
    })

    it.each(answers.map((answer) => [answer.says, answer] as const))('%s', async (_, answer) => {
      const { answers: _ids, ...expected } = rows.find((row) => row.answers.includes(answer.id)) ?? {}
      expect(brief(await CALLS[name](stage.cell(answer)))).toEqual(expected)
    })
  })
}
