'use client'
export {
  DisconnectGuide,
  type DisconnectGuideProps,
} from '../components/disconnect-guide/DisconnectGuide.tsx'
