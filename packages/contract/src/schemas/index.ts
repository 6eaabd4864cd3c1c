// The schemas (zod): checked on the server and in tests, never shipped to a browser.
export * from './attempt.ts'
export * from './connection.ts'
export * from './link.ts'
export * from './primitives.ts'
export * from './replies.ts'
export * from './requests.ts'
export * from './sync-report.ts'
export * from './writes.ts'
