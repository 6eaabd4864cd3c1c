// Stands for Cloud Functions and Cloud Scheduler on this machine: the function "product", and the due work every two seconds.
import { quickbooks } from './quickbooks.js'

process.argv.push('--target=product')
await import('./node_modules/@google-cloud/functions-framework/build/src/main.js')
setInterval(() => void quickbooks.runDueWork(), 2_000).unref()
