// What every gateway to Intuit must do, shown over real HTTP.
import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import type { IntuitGateway } from '../src/gateway/intuit-gateway.ts'
import { describeCompanyCalls } from './gateway-company.ts'
import { describeTokenReplies } from './gateway-replies.ts'
import { describeHostRequests } from './gateway-requests.ts'
import { type GatewaySettings, type GatewayStage, SETTINGS } from './gateway-stage.ts'
import { describeTokenRequests } from './gateway-tokens.ts'
import { describeTransport } from './gateway-transport.ts'
import { type IntuitDouble, startIntuitDouble } from './intuit-double.ts'

/**
 * Runs the conformance suite (vitest) on a gateway.
 * @param createGateway makes a gateway that calls `settings.intuitOrigin` and keeps to `settings.deadlines` (ms)
 */
export function describeGatewayConformance(
  name: string,
  createGateway: (settings: GatewaySettings) => IntuitGateway,
): void {
  describe(`gateway conformance: ${name}`, () => {
    let double: IntuitDouble
    const stage: GatewayStage = {
      get double() {
        return double
      },
      gateway: (settings = {}) => createGateway({ ...SETTINGS, intuitOrigin: double.origin, ...settings }),
    }
    beforeAll(async () => {
      double = await startIntuitDouble()
    })
    beforeEach(() => {
      double.requests.length = 0
      double.script()
    })
    afterAll(() => double.close())

    describeTokenRequests(stage)
    describeTokenReplies(stage)
    describeTransport(stage)
    describeCompanyCalls(stage)
    describeHostRequests(stage)
  })
}
