// The docs site: pages come from scripts/docs/stage.ts, so that docs/ has nothing in it that only this site reads.
import { defineConfig } from 'vitepress'
import { anchorOf } from '../../../scripts/docs/links.ts'
import { siteSidebar } from '../../../scripts/docs/stage.ts'

/** Pages that would bury the answers of others. */
const UNSEARCHED = /^(decisions\/|faults|words|changelog)/

const isBuild = process.argv.includes('build')
/** While pages are written, Storybook has a server of its own. */
const STORYBOOK = isBuild ? '/storybook/' : 'http://localhost:6006'

export default defineConfig({
  title: 'Mooring',
  description: 'Connect, re-authorize and disconnect QuickBooks Online, inside your own product.',
  lang: 'en',
  srcDir: '.vitepress/pages',
  cacheDir: '../../node_modules/.cache/mooring/vitepress',
  base: process.env.DOCS_BASE ?? '/',
  head: [
    ['link', { rel: 'icon', href: `${process.env.DOCS_BASE ?? '/'}mooring.svg`, type: 'image/svg+xml' }],
  ],
  markdown: {
    html: false,
    anchor: { slugify: anchorOf },
    config: (md) => {
      // Pages are Markdown alone: braces in them are no templates of Vue's.
      const render = md.renderer.render.bind(md.renderer)
      md.renderer.render = (...args) => `<div v-pre>\n${render(...args)}</div>`
    },
  },
  themeConfig: {
    logo: { src: '/mooring.svg', alt: '' },
    nav: [
      { text: 'Docs', link: '/overview', activeMatch: '^/(?!errors|changelog|index|404)' },
      { text: 'Components', link: STORYBOOK, target: '_self' },
      { text: 'Errors', link: '/errors', activeMatch: '^/errors' },
      { text: 'Changelog', link: '/changelog' },
    ],
    sidebar: siteSidebar(),
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        _render: (text, env, md) => (UNSEARCHED.test(env.relativePath) ? '' : md.render(text, env)),
      },
    },
    docFooter: { prev: 'Before', next: 'Next' },
    notFound: {
      title: 'There is no such page',
      quote: 'It may have moved. The search at the top finds it.',
      linkText: 'To the start',
      linkLabel: 'To the start',
    },
    footer: {
      message: 'MIT. Mooring is not made, endorsed or supported by Intuit; QuickBooks is Intuit’s trademark.',
    },
  },
})
