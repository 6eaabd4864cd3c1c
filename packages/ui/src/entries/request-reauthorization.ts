'use client'
export { RequestReauthorization } from '../components/request-reauthorization/RequestReauthorization.tsx'
export type { RequestReauthorizationProps } from '../components/request-reauthorization/request-reauthorization-props.ts'
