// Express, NestJS and Hono: the file that mounts the adapter and does its background work.

export interface MountTemplate {
  readonly language: 'ts' | 'esm' | 'cjs'
  readonly framework: 'express' | 'nestjs' | 'hono'
  /** The config as this file imports it. */
  readonly config: string
}

const HOSTS = {
  express: 'interface Host {\n  use(path: string, router: typeof quickbooks.router): unknown;\n}',
  nestjs: 'interface Host {\n  use(path: string, router: typeof quickbooks.router): unknown;\n}',
  hono: `interface Host {
  all(path: string, handler: (context: { req: { raw: Request } }) => Promise<Response>): unknown;
}`,
} as const

const MOUNTS = {
  express: "  app.use('/api/quickbooks', quickbooks.router);",
  nestjs: "  app.use('/api/quickbooks', quickbooks.router);",
  hono: "  app.all('/api/quickbooks/*', (context) => quickbooks.handler(context.req.raw));",
} as const

const WHEN = {
  express:
    'Call it after your session, before your body parsers: a webhook is verified by its bytes as they came.',
  nestjs: 'Call it after your session, before app.listen() and app.init(): later it is not reached.',
  hono: 'Call it before a handler that takes everything.',
} as const

export function mountTemplate({ language, framework, config }: MountTemplate): string {
  const isTs = language === 'ts'
  const isPlatform = framework === 'hono'
  const heads =
    language === 'cjs'
      ? `const { createQuickBooksAdapter } = require('@mooring/server-adapter');
const { options } = require('${config}');

const quickbooks`
      : `import { createQuickBooksAdapter } from '@mooring/server-adapter';
import { options } from '${config}';

export const quickbooks`
  return `// QuickBooks connections (Mooring): the routes under /api/quickbooks, and the work in the background.
${heads} = createQuickBooksAdapter${isTs && isPlatform ? '<Request>' : ''}(options);

${isTs ? `${HOSTS[framework]}\n\n` : ''}/** ${WHEN[framework]} */
${language === 'cjs' ? '' : 'export '}function mountQuickBooks(app${isTs ? ': Host' : ''})${isTs ? ': void' : ''} {
${MOUNTS[framework]}
  // Renews tokens, delivers events, hands revocations to Intuit.
  quickbooks.start().catch((error${isTs ? ': unknown' : ''}) => {
    console.error('QuickBooks connections could not be started.', error);
    process.exit(1);
  });
  for (const signal of ['SIGINT', 'SIGTERM']${isTs ? ' as const' : ''}) {
    process.once(signal, async () => {
      await quickbooks.close();
      // Ends the process as this signal does, unless your own handler does so.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  }
}
${language === 'cjs' ? '\nmodule.exports = { quickbooks, mountQuickBooks };\n' : ''}`
}

/** A server, for a project that has none yet. */
export function serverTemplate(language: MountTemplate['language'], mount: string): string {
  const heads =
    language === 'cjs'
      ? `const express = require('express');
const { mountQuickBooks } = require('${mount}');`
      : `import express from 'express';
import { mountQuickBooks } from '${mount}';`
  return `${heads}

const app = express();
mountQuickBooks(app);

const port = Number(process.env.PORT ?? 3000);
app.listen(port, () => console.log(\`http://localhost:\${port}\`));
`
}
