// mooring.config: the options of the adapter, for the product and for the command line.

export interface ConfigTemplate {
  readonly language: 'ts' | 'esm' | 'cjs'
  readonly redirectUri: string
  /** The id of the first encryption key. */
  readonly keyId: string
  /** Whether `identify` is given the platform's `Request`, not Express's. */
  readonly isPlatform: boolean
  /** Files with variables; the first that names one decides. */
  readonly envFiles: readonly string[]
  /** The page with the connections; null where there is none. */
  readonly page: string | null
}

const imports = ({ language }: ConfigTemplate): string =>
  language === 'cjs'
    ? "const { sqliteStore } = require('@mooring/server-adapter');"
    : `import { ${language === 'ts' ? 'type QuickBooksAdapterOptions, ' : ''}sqliteStore } from '@mooring/server-adapter';`

// Without node:fs: Next.js would add every file of the project to what it deploys.
const environment = ({ envFiles }: ConfigTemplate): string =>
  `for (const file of [${envFiles.map((file) => `'${file}'`).join(', ')}]) {
  try {
    process.loadEnvFile(file);
  } catch {
    // There is none: in production the variables come from the environment.
  }
}`

const opening = ({ language, isPlatform }: ConfigTemplate): string => {
  if (language === 'ts')
    return `export const options: QuickBooksAdapterOptions${isPlatform ? '<Request>' : ''} = {`
  return `/** @type {import('@mooring/server-adapter').QuickBooksAdapterOptions${isPlatform ? '<Request>' : ''}} */
${language === 'esm' ? 'export const' : 'const'} options = {`
}

export function configTemplate(given: ConfigTemplate): string {
  const { language, redirectUri, keyId, page } = given
  const cast = language === 'ts' ? " as 'sandbox' | 'production'" : ''
  return `// The options of QuickBooks connections (Mooring). The mooring command imports this file with Node alone: import what only
// your framework can resolve inside of identify.
${imports(given)}

${environment(given)}

const {
  INTUIT_CLIENT_ID = '',
  INTUIT_CLIENT_SECRET = '',
  INTUIT_ENVIRONMENT = 'sandbox',
  INTUIT_REDIRECT_URI = '${redirectUri}',
  INTUIT_ORIGIN,
  MOORING_KEY = '',
} = process.env;

${opening(given)}
  clientId: INTUIT_CLIENT_ID,
  clientSecret: INTUIT_CLIENT_SECRET,
  environment: INTUIT_ENVIRONMENT${cast},
  redirectUri: INTUIT_REDIRECT_URI,
  // INTUIT_ORIGIN=http://localhost:4000 with the simulator (@mooring/simulator); without it, Intuit.
  ...(INTUIT_ORIGIN ? { intuitOrigin: INTUIT_ORIGIN } : {}),
  // One process with a disk. With several: postgresStore({ connectionString }).
  store: sqliteStore({ path: './mooring.db' }),
  encryptionKeys: [{ id: '${keyId}', secret: MOORING_KEY }],
${page === null ? '' : `  returnTo: { default: '${page}' },\n  reconnectUrl: '${page}',\n`}
  // TODO: answer which user is asking, by your own session; null where no user is signed in. Until then every call gets a 401.
  //
  //   identify: async (request) => {
  //     const user = await userOf(request)
  //     if (!user) return null
  //     return {
  //       tenantId: user.accountId, // the customer whose companies these are
  //       userId: user.id,
  //       displayName: user.name,
  //       permissions: ['view', 'connect', 'reauthorize', 'disconnect'],
  //     }
  //   },
  identify: async () => null,

  // Starts, pauses or stops your own work; throw to be called again.
  onEvent: async (event) => {
    console.log('QuickBooks:', event.type, event.connectionId);
  },
};
${language === 'cjs' ? '\nmodule.exports = { options };\n' : ''}`
}
