'use client'
export { SetupProgress, type SetupProgressProps } from '../components/setup-progress/SetupProgress.tsx'
