'use client'
export {
  ConnectionHealth,
  type ConnectionHealthProps,
} from '../components/connection-health/ConnectionHealth.tsx'
