// The adapter's version, for support bundles. Written by `pnpm release`.
export const VERSION = '0.0.0'
