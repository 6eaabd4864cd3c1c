// Each answer of Intuit's, over HTTP, against the table.
import { testCall } from './matrix-test.ts'

testCall('refresh')
testCall('verify')
testCall('request')
