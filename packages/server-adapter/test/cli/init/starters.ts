// What the starters of frameworks leave behind, as small as `init` needs it.

export type Files = Readonly<Record<string, string>>

const manifest = (fields: object): string => `${JSON.stringify(fields, null, 2)}\n`

/** npm init, npm install express: no source at all. */
const npmInit = {
  'package.json': manifest({
    name: 'plain',
    main: 'index.js',
    type: 'commonjs',
    dependencies: { '@mooring/server-adapter': '0.1.0', express: '^5.3.0' },
  }),
}

const expressGenerator = {
  'package.json': manifest({
    name: 'generated',
    private: true,
    scripts: { start: 'node ./bin/www' },
    dependencies: { express: '~4.16.1', morgan: '~1.9.1' },
  }),
  'bin/www':
    "#!/usr/bin/env node\nvar app = require('../app');\nrequire('http').createServer(app).listen(3000);\n",
  'app.js': [
    "var express = require('express');",
    "var path = require('path');",
    '',
    "var pages = require('./routes/pages');",
    '',
    'var app = express();',
    '',
    'app.use(express.json());',
    "app.use('/', pages);",
    '',
    'module.exports = app;',
    '',
  ].join('\n'),
  'routes/pages.js': "module.exports = require('express').Router();\n",
}

const expressTs = {
  'package.json': manifest({
    name: 'typed',
    type: 'module',
    scripts: { dev: 'node --watch src/index.ts' },
    dependencies: { '@mooring/server-adapter': '0.1.0', express: '^5.3.0' },
    devDependencies: { '@types/express': '^5.0.0', '@types/node': '^24.0.0', typescript: '^5.9.0' },
  }),
  'tsconfig.json': manifest({
    compilerOptions: { module: 'nodenext', strict: true, rootDir: 'src', outDir: 'dist', skipLibCheck: true },
  }),
  'src/index.ts': [
    "import express, { type Express } from 'express'",
    "import { readFileSync } from 'node:fs'",
    '',
    'const app: Express = express()',
    'app.use(express.json())',
    "app.get('/version', (_request, response) => void response.send(readFileSync('package.json', 'utf8')))",
    '',
    'app.listen(process.env.PORT ?? 8080)',
    '',
  ].join('\n'),
}

const hono = {
  'package.json': manifest({
    name: 'honest',
    type: 'module',
    scripts: { dev: 'tsx watch src/index.ts', build: 'tsc', start: 'node dist/index.js' },
    dependencies: { '@hono/node-server': '^2.1.0', '@mooring/server-adapter': '0.1.0', hono: '^4.13.0' },
    devDependencies: { tsx: '^4.0.0', typescript: '^5.9.0' },
  }),
  'tsconfig.json': manifest({
    compilerOptions: {
      module: 'NodeNext',
      strict: true,
      verbatimModuleSyntax: true,
      skipLibCheck: true,
      outDir: './dist',
    },
    include: ['src/'],
  }),
  '.gitignore': 'node_modules/\n.env\ndist\n',
  'src/index.ts': [
    "import { serve } from '@hono/node-server'",
    "import { Hono } from 'hono'",
    '',
    'const app = new Hono()',
    '',
    "app.get('/', (c) => c.text('Hello'))",
    '',
    'serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) })',
    '',
  ].join('\n'),
}

const next = {
  'package.json': manifest({
    name: 'pages',
    scripts: { dev: 'next dev --port 3100', build: 'next build', start: 'next start' },
    dependencies: { next: '16.4.3', react: '19.3.0', 'react-dom': '19.3.0' },
    devDependencies: { '@types/node': '^20', '@types/react': '^19', typescript: '^5' },
  }),
  'tsconfig.json': manifest({
    compilerOptions: { module: 'esnext', moduleResolution: 'bundler', strict: true, skipLibCheck: true },
  }),
  '.gitignore': '/node_modules\n/.next/\n.env*\n',
  'next.config.ts': [
    'import type { NextConfig } from "next";',
    '',
    'const nextConfig: NextConfig = {',
    '  cacheComponents: true,',
    '};',
    '',
    'export default nextConfig;',
    '',
  ].join('\n'),
  'app/layout.tsx': [
    'import "./globals.css";',
    'import type { ReactNode } from "react";',
    '',
    'export default function Layout({ children }: { children: ReactNode }) {',
    '  return <html lang="en"><body>{children}</body></html>;',
    '}',
    '',
  ].join('\n'),
}

/** JavaScript, `src`, and the older router. */
const nextPages = {
  'package.json': manifest({
    name: 'older',
    scripts: { dev: 'next dev' },
    dependencies: { next: '16.4.3', react: '19.3.0', 'react-dom': '19.3.0' },
  }),
  'next.config.mjs': 'export default {\n  reactStrictMode: true,\n}\n',
  'src/pages/index.js': 'export default function Home() {\n  return <h1>Hello</h1>\n}\n',
  'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
}

const nest = {
  'package.json': manifest({
    name: 'nested',
    type: 'module',
    scripts: { 'start:dev': 'nest start --watch', 'start:prod': 'node dist/main' },
    dependencies: {
      '@nestjs/common': '^12.0.0',
      '@nestjs/core': '^12.0.0',
      '@nestjs/platform-express': '^12.0.0',
    },
    devDependencies: { '@types/express': '^5.0.0', '@types/node': '^24.0.0', typescript: '^6.0.0' },
  }),
  'tsconfig.json': manifest({
    compilerOptions: {
      module: 'nodenext',
      strict: true,
      emitDecoratorMetadata: true,
      experimentalDecorators: true,
      skipLibCheck: true,
    },
  }),
  'src/main.ts': [
    "import { NestFactory } from '@nestjs/core';",
    "import { AppModule } from './app.module.js';",
    '',
    'async function bootstrap() {',
    '  const app = await NestFactory.create(AppModule);',
    '  await app.listen(process.env.PORT ?? 3000);',
    '}',
    'await bootstrap();',
    '',
  ].join('\n'),
}

export const STARTERS = {
  'npm init and Express': npmInit,
  'express-generator': expressGenerator,
  'Express in TypeScript': expressTs,
  Hono: hono,
  'Next.js': next,
  'Next.js with pages in JavaScript': nextPages,
  NestJS: nest,
} as const satisfies Record<string, Files>

export type StarterName = keyof typeof STARTERS
