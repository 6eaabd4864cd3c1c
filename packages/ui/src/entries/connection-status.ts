'use client'
export { ConnectionStatus } from '../components/connection-status/ConnectionStatus.tsx'
export type { ConnectionStatusProps } from '../components/connection-status/connection-status-props.ts'
