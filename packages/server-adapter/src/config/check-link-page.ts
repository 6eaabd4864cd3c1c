// Checks the options of a link's page: what is written into a page of ours must not be able to do more than that.
import type { Config } from './config.ts'
import { checkFunction, checkParts, checkText, wrong } from './option-checks.ts'
import type { AnyOptions } from './options.ts'

const ACCENT = '#1f5fbf'
const COLOUR = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i

/** @throws MooringError `app_misconfigured` */
export function checkLinkPage(options: AnyOptions, redirect: URL): Config['linkPage'] {
  const { linkPage } = options
  const { productName, workspaceName, logoUrl, accentColor } = checkParts('linkPage', linkPage)
  if (linkPage !== undefined && productName === undefined)
    throw wrong('linkPage.productName', 'is missing', 'Give the name your customers know your product by.')
  return {
    productName:
      checkText('linkPage.productName', productName) ??
      checkText('listingName', options.listingName) ??
      redirect.host,
    workspaceName: checkFunction('linkPage.workspaceName', workspaceName) ?? null,
    logoUrl: checkLogo(logoUrl, redirect),
    accentColor: checkColour(accentColor),
  }
}

function checkLogo(value: unknown, redirect: URL): string | null {
  const given = checkText('linkPage.logoUrl', value)
  if (given === null) return null
  const url = URL.canParse(given, redirect.origin) ? new URL(given, redirect.origin) : null
  const isFit =
    url !== null &&
    url.username === '' &&
    url.password === '' &&
    (url.protocol === 'https:' || url.origin === redirect.origin)
  if (isFit) return url.href
  throw wrong(
    'linkPage.logoUrl',
    'is not an address of a picture',
    'Give one with https://, or a path such as /logo.svg.',
  )
}

function checkColour(value: unknown): string {
  const given = checkText('linkPage.accentColor', value)
  if (given === null) return ACCENT
  if (COLOUR.test(given)) return given.toLowerCase()
  throw wrong('linkPage.accentColor', 'is no colour in hexadecimal', 'Give one such as "#0a7d54".')
}
