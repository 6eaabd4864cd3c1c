// The suites any store, vault or gateway can be held to. They run inside vitest.

export type { GatewaySettings } from './gateway-stage.ts'
export { describeGatewayConformance } from './gateway-suite.ts'
export type { StoreGround } from './store-ground.ts'
export { describeStoreConformance } from './store-suite.ts'
export { describeVaultConformance } from './vault-suite.ts'
