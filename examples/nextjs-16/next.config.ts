import type { NextConfig } from 'next'

export default { serverExternalPackages: ['@mooring/server-adapter'] } satisfies NextConfig
