// Two functions: one answers requests, the other is called by Cloud Scheduler, every minute.
import functions from '@google-cloud/functions-framework'
import { app } from './app.js'
import { quickbooks } from './quickbooks.js'

// The framework reads every body before; a webhook is verified with the bytes, which are there as `rawBody`.
functions.http('product', app)

// Renews tokens, delivers events, hands revocations to Intuit. Let nobody but the scheduler call it.
functions.http('dueWork', async (_request, response) => {
  await quickbooks.runDueWork()
  response.status(204).end()
})
