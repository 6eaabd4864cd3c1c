'use client'
export { type LinkedStep, linkToStep } from '@mooring/contract'
