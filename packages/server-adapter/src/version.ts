// The adapter's version, for support bundles.
export const VERSION = '0.1.0'
