'use client'
export { SupportDetails, type SupportDetailsProps } from '../components/support-details/SupportDetails.tsx'
