// docs/errors.md, made from the contract's table of codes.

/** The page's whole text. */
export const errorsPage = (codes) => {
  const rows = Object.entries(codes).map(
    ([code, { status, title, action, retryable }]) =>
      `| \`${code}\` | ${status === 0 ? 'browser' : status} | ${title} | ${action ?? '–'} | ${retryable ? 'yes' : 'no'} |`,
  )
  return `# Errors

Every problem carries one of these codes. Codes are stable; titles and sentences may change. Made from
\`packages/contract/src/codes.ts\`.

| code | HTTP status | what it is | what to do | can the same call succeed later? |
|---|---|---|---|---|
${rows.join('\n')}
`
}
