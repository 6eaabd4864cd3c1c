// Links from a host's mail into the open menu or dialog of one connection, on the page that shows it.

/** What a link opens: the three dots, or the dialog of one step. */
export const LINKED_STEPS = ['menu', 'reauthorize', 'confirm', 'switch', 'disconnect', 'history'] as const

export type LinkedStep = (typeof LINKED_STEPS)[number]

/** The parameters of the page's address; the kit takes them out again. */
export const LINK_PARAMS = { connection: 'mooring-connection', step: 'mooring-open' } as const

/**
 * The address that opens one step of a connection. It starts nothing by itself: a person presses the button there.
 * @param page the host's page that has the kit on it: a path or a whole address
 * @param step what is open there; where that step is over, the connection's state decides what is. @default 'reauthorize'
 */
export function linkToStep(page: string, connectionId: string, step: LinkedStep = 'reauthorize'): string {
  const [address = '', ...fragment] = page.split('#')
  const [path = '', ...search] = address.split('?')
  const params = new URLSearchParams(search.join('?'))
  params.set(LINK_PARAMS.connection, connectionId)
  params.set(LINK_PARAMS.step, step)
  return [`${path}?${params}`, ...fragment].join('#')
}
