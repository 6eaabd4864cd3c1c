'use client'
export {
  DisconnectButton,
  type DisconnectButtonProps,
} from '../components/disconnect-button/DisconnectButton.tsx'
