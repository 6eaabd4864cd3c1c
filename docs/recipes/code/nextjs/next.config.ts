// next.config.ts: in development Next hands the adapter's routes to the process they live in.
const ADAPTER = process.env.ADAPTER_ORIGIN ?? 'http://localhost:4100'

export default {
  rewrites: async () => [
    { source: '/api/quickbooks/:path*', destination: `${ADAPTER}/api/quickbooks/:path*` },
  ],
}
