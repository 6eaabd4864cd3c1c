// What hosts import. The other modules are entries of their own, so that @mooring/ui loads each when it is needed.
export type { MessageOverrides, Messages } from './messages.ts'
