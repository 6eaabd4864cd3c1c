// A page with the kit on it, rendered on a server.
import * as ui from '@mooring/ui'
import { createElement, version } from 'react'
import { renderToString } from 'react-dom/server'

export function render() {
  const page = createElement(
    ui.QuickBooksProvider,
    { basePath: '/api/quickbooks' },
    createElement(ui.ConnectButton),
    createElement(ui.ConnectionStatus),
  )
  return { react: version, names: Object.keys(ui), html: renderToString(page) }
}
