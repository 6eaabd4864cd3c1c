// The gateway on intuit-oauth passes the suite.
import { createIntuitOauthGateway } from '../src/gateway/intuit-oauth-gateway.ts'
import { describeGatewayConformance } from './gateway-suite.ts'

describeGatewayConformance('intuit-oauth', createIntuitOauthGateway)
