'use client'
export {
  ConnectionNotifications,
  type ConnectionNotificationsProps,
} from '../components/connection-notifications/ConnectionNotifications.tsx'
