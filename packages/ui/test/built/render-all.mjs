// Renders every component of the built package on a server, with the React of a folder; prints what came and what was said.
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [kit, reactFolder] = process.argv.slice(2)
const parentURL = pathToFileURL(path.join(reactFolder, 'package.json')).href
registerHooks({
  resolve: (name, context, next) =>
    next(
      name,
      /^(react|react-dom|@tanstack\/react-query|radix-ui)($|\/)/.test(name)
        ? { ...context, parentURL }
        : context,
    ),
})

const said = []
console.error = console.warn = (...words) => said.push(words.map(String).join(' '))

const { createElement, version } = await import('react')
const { renderToString } = await import('react-dom/server')
const ui = await import(pathToFileURL(path.join(kit, 'dist/index.js')).href)

const props = { open: true, onOpenChange() {}, problem: { code: 'company_mismatch', detail: '' } }
const pages = Object.keys(ui)
  .filter((name) => /^[A-Z]/.test(name) && name !== 'QuickBooksProvider')
  .map((name) => {
    const own = /Dialog$/.test(name) ? props : {}
    const page = createElement(ui.QuickBooksProvider, { basePath: '/api' }, createElement(ui[name], own))
    return [name, renderToString(page)]
  })
console.log(JSON.stringify({ version, said, pages }))
