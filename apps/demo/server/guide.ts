// Which steps of the guide a tenant has tried: noticed from Mooring's events, and from the page.
import type { HostEvent } from '@mooring/contract'
import { Router } from 'express'
import type { StepId } from '../guide/steps.ts'
import type { HarborlineStore } from './harborline-store.ts'
import type { Locals } from './host-deps.ts'

type Tried = (event: HostEvent, hasTried: (step: StepId) => boolean) => boolean

const isBroken: Tried = ({ type, data }) =>
  type === 'connection.reauthorization_required' ||
  type === 'connection.blocked' ||
  (type === 'connection.disconnected' && data.reason === 'in_quickbooks')

const isBack: Tried = ({ type }, hasTried) =>
  hasTried('break') &&
  ['connection.reauthorized', 'connection.recovered', 'connection.connected'].includes(type)

const SIGNS: readonly [StepId, Tried][] = [
  ['connect', ({ type }) => type === 'connection.confirmed'],
  ['repair', isBack],
  ['break', isBroken],
  ['disconnect', ({ type, data }) => type === 'connection.disconnected' && data.reason === 'by_user'],
]

/** Ticks what this event shows to have been tried. */
export function noteTried(store: HarborlineStore, event: HostEvent): void {
  const { tenantId } = event
  if (tenantId === null) return
  const tried = store.triedSteps(tenantId)
  for (const [step, isTried] of SIGNS) {
    if (isTried(event, (one) => tried.includes(one))) store.saveTriedStep(tenantId, step)
  }
}

/** Routes of `/api/guide`: what is ticked; and the one step that only the page sees, since nothing changes by it. */
export function createGuideRoutes({ store }: { store: HarborlineStore }): Router {
  const router = Router()
  router.get('/', (_request, response) => {
    const { person } = response.locals as Locals
    response.json({ tried: store.triedSteps(person.tenant.id) })
  })
  router.post('/wrong-company', (_request, response) => {
    const { person } = response.locals as Locals
    store.saveTriedStep(person.tenant.id, 'wrong_company')
    response.json({ tried: store.triedSteps(person.tenant.id) })
  })
  return router
}
