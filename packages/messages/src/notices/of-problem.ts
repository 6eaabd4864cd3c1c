// A failure.
import type { Problem } from '@mooring/contract'
import { describeProblem } from '../describe-problem.ts'
import { isEnglish } from '../locale.ts'
import type { Draft } from './notice.ts'
import { type NoticeSpeech, titleOf } from './speech.ts'
import { stepOf } from './steps.ts'

export function ofProblem(problem: Problem, speech: NoticeSpeech): Draft {
  const { code, title, action, openAt, reference, intuitTid } = problem
  const { kit, options, locale } = speech
  // In English a problem says itself what happened, and knows more.
  const named = isEnglish(locale) ? title : titleOf(speech, code, title)
  return {
    topic: named,
    title: named,
    sentences: [describeProblem(problem, kit)],
    action,
    step: openAt ? { label: kit.openThere, ask: null, isForAll: true } : stepOf(action, speech),
    address: openAt,
    code,
    reference: reference || null,
    intuitTid,
    connectionId: options.connection?.id ?? null,
    company: options.connection?.company.name ?? null,
  }
}
