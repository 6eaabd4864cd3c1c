module.exports = {
  testEnvironment: 'jsdom',
  // Mooring's packages are ES modules, which Jest does not take from node_modules as they are. The part in brackets is for pnpm.
  transformIgnorePatterns: ['/node_modules/(?!(\\.pnpm/)?@mooring[/+])'],
  transform: {
    '\\.[jt]sx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
      },
    ],
  },
}
