// The events a host is told of.

/** Every event type, by the thing it tells of. */
export const EVENT_TYPES = [
  'connection.connected',
  'connection.confirmed',
  'connection.reauthorized',
  'connection.expiring',
  'connection.reauthorization_required',
  'connection.blocked',
  'connection.recovered',
  'connection.disconnected',
  'sync.started',
  'sync.progressed',
  'sync.succeeded',
  'sync.failed',
  'sync.paused',
  'sync.resumed',
  'setup.started',
  'setup.failed',
  'setup.paused',
  'setup.resumed',
  'setup.completed',
  'webhook.received',
  'operations.incident',
] as const
