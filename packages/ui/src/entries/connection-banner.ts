'use client'
export {
  ConnectionBanner,
  type ConnectionBannerProps,
} from '../components/connection-banner/ConnectionBanner.tsx'
