'use client'
export {
  IntegrationTile,
  type IntegrationTileProps,
} from '../components/integration-tile/IntegrationTile.tsx'
