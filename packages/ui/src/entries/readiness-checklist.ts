'use client'
export {
  ReadinessChecklist,
  type ReadinessChecklistProps,
} from '../components/readiness-checklist/ReadinessChecklist.tsx'
