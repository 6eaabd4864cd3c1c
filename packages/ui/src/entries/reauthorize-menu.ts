'use client'
export type { MenuItem, MenuItemName } from '../components/reauthorize-menu/menu-items.ts'
export {
  ReauthorizeMenu,
  type ReauthorizeMenuProps,
} from '../components/reauthorize-menu/ReauthorizeMenu.tsx'
