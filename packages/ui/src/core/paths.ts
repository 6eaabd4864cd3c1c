// The paths that the kit calls, checked against the contract's table of routes by their type: the table itself is not loaded in a browser.
import { type ROUTES, routePath } from '@mooring/contract'

/** A path of the contract's, with `:id` in it where it is of one thing. */
export type Path = (typeof ROUTES)[keyof typeof ROUTES]['path']

/** Fills a path's `:id`. */
export const pathOf: (path: Path, id: string) => string = routePath
