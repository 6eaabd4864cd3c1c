// Both SQLite stores keep the law of stores.
import { memoryGround, sqliteGround } from '../../conformance/sqlite-ground.ts'
import { describeStoreConformance } from '../../conformance/store-suite.ts'

describeStoreConformance('SQLite in a file', sqliteGround)
describeStoreConformance('SQLite in memory', memoryGround)
