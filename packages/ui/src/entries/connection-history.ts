'use client'
export {
  ConnectionHistory,
  type ConnectionHistoryProps,
} from '../components/connection-history/ConnectionHistory.tsx'
