'use client'
export { WrittenRecords, type WrittenRecordsProps } from '../components/written-records/WrittenRecords.tsx'
