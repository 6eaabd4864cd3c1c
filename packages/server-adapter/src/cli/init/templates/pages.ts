// The page with a tenant's connections, and what Next.js needs besides.

export interface PageTemplate {
  readonly isTs: boolean
  readonly kind: 'app' | 'pages' | 'component'
}

const COMPONENTS =
  "import { ConnectionBanner, DataSourceList, QuickBooksProvider } from '@mooring/ui';\nimport '@mooring/ui/styles.css';"

const LIST = `<QuickBooksProvider basePath="/api/quickbooks">
        <ConnectionBanner />
        <DataSourceList />
      </QuickBooksProvider>`

export function pageTemplate({ kind }: PageTemplate): string {
  const isApp = kind === 'app'
  // The time of day is asked for as the list is rendered: Next.js with cacheComponents wants a boundary around that.
  const list = isApp ? `<Suspense>\n        ${LIST.replaceAll('\n', '\n  ')}\n      </Suspense>` : LIST
  return `${isApp ? "import { Suspense } from 'react';\n" : ''}${COMPONENTS}

export ${kind === 'component' ? '' : 'default '}function QuickBooksPage() {
  return (
    <main style={{ display: 'flex', flexDirection: 'column', gap: '1rem' }}>
      <h1>QuickBooks</h1>
      ${list}
    </main>
  );
}
`
}

/** Next.js: one adapter for the process. @param config the config as this file imports it */
export const nextAdapterTemplate = (isTs: boolean, config: string): string =>
  `import { createQuickBooksAdapter${isTs ? ', type QuickBooksAdapter' : ''} } from '@mooring/server-adapter';
import { options } from '${config}';

// Next.js loads a module more than once; the process has one adapter. After a change of the options, start next dev again.
const shared = globalThis${isTs ? ' as typeof globalThis & { mooring?: QuickBooksAdapter }' : ''};

/** Made at the first call, so that a build needs no keys. */
export function quickbooks()${isTs ? ': QuickBooksAdapter' : ''} {
  shared.mooring ??= createQuickBooksAdapter${isTs ? '<Request>' : ''}(options);
  return shared.mooring;
}

/** The background work, in a process that lives on. On functions call quickbooks().runDueWork() from a schedule instead. */
export async function startQuickBooks()${isTs ? ': Promise<void>' : ''} {
  await quickbooks().start();
  process.once('SIGTERM', () => void quickbooks().close());
}
`

/** @param adapter the adapter's file as this one imports it */
export const nextRouteTemplate = (isTs: boolean, adapter: string): string =>
  `import { quickbooks } from '${adapter}';

const answer = (request${isTs ? ': Request' : ''}) => quickbooks().handler(request);

export { answer as GET, answer as OPTIONS, answer as POST };
`

export const nextInstrumentationTemplate = (isTs: boolean, adapter: string): string =>
  `// Called once as the server starts: QuickBooks tokens are renewed and events delivered in the background.
export async function register()${isTs ? ': Promise<void>' : ''} {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startQuickBooks } = await import('${adapter}');
    await startQuickBooks();
  }
}
`
