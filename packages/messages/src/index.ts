// What hosts import. The other modules are entries of their own, so that @mooring/ui loads each when it is needed.
export type { MessageOverrides, Messages } from './messages.ts'
export { describe } from './notices/describe.ts'
export type { Audience, Notice, NoticeConnection, NoticeTarget } from './notices/notice.ts'
export type { DescribeOptions } from './notices/speech.ts'
export type { NoticeWords } from './notices/words.ts'
