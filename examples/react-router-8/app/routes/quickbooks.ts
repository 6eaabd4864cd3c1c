// A resource route: the adapter answers all below /api/quickbooks.
import { quickbooks } from '../quickbooks.server'
import type { Route } from './+types/quickbooks'

export const loader = ({ request }: Route.LoaderArgs) => quickbooks.handler(request)
export const action = ({ request }: Route.ActionArgs) => quickbooks.handler(request)
