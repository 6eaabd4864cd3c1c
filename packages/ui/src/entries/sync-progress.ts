'use client'
export { SyncProgress, type SyncProgressProps } from '../components/sync-progress/SyncProgress.tsx'
