'use client'
export {
  createFakeAdapter,
  type FakeAdapter,
  type FakeAdapterOptions,
  type FakeReply,
  type FakeRequest,
} from './fake-adapter.ts'
export type { AtIntuit } from './fake-call.ts'
export type { FakeBoard, FakeReadings } from './fake-readings.ts'
export { MooringTestProvider, type MooringTestProviderProps } from './MooringTestProvider.tsx'
// The entry point for tests of pages. Tests of servers use @mooring/testing/server, which needs no React.
export * from './server.ts'
