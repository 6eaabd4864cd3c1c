// The entry point for tests of servers: a connected company, a clock, fixtures.
export {
  attemptFixture,
  checkFixture,
  connectionFixture,
  connectionListFixture,
  FIXTURE_NOW,
  healthFixture,
  historyEntryFixture,
  historyPageFixture,
  problemFixture,
  readinessFixture,
  STATUS_ROWS,
} from '@mooring/contract/fixtures'
export { createTestClock, type TestClock } from './clock.ts'
export {
  type ConnectCompanyOptions,
  connectCompany,
  type TestPerson,
} from './connect-company.ts'
export { listFixture, TEST_STATES, type TestRights, type TestState } from './states.ts'
export type { NodeListener, NodeServer, PlatformHandler, TestApp } from './test-app.ts'
