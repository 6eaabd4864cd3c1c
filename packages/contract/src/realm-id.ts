// The one reader of a realm id: what Intuit calls a QuickBooks company.

declare const proven: unique symbol

/** A realm id that was read by `parseRealmId`: 1 to 20 ASCII digits. */
export type RealmId = string & { readonly [proven]: 'RealmId' }

/**
 * Reads a realm id. A number is none: it would have lost the last digits of a long one.
 * @returns null where the value is not a text of 1 to 20 ASCII digits
 */
export const parseRealmId = (value: unknown): RealmId | null =>
  typeof value === 'string' && /^[0-9]{1,20}$/.test(value) ? (value as RealmId) : null
