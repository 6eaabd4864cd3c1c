'use client'
export { ConnectButton } from '../components/connect-button/ConnectButton.tsx'
export type { ConnectArtwork, ConnectButtonProps } from '../components/connect-button/connect-button-props.ts'
