// Two Lambda functions: one behind API Gateway, the other on a schedule of EventBridge, every minute.
import serverless from 'serverless-http'
import { app } from './app.js'
import { quickbooks } from './quickbooks.js'

export const product = serverless(app)

/** Renews tokens, delivers events, hands revocations to Intuit. */
export const dueWork = async () => {
  await quickbooks.runDueWork()
}
