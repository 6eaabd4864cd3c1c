// docs/errors.md, made from the contract's table of codes and what is said of each.

const statusOf = (status) => (status === 0 ? 'none: only the browser gives it' : status)
const actionOf = (action) => (action === null ? '–' : `\`${action}\``)

const row = ([code, { status, title, action, retryable }]) =>
  `| [\`${code}\`](#${code}) | ${status === 0 ? 'browser' : status} | ${title} | ${actionOf(action)} | ${retryable ? 'yes' : 'no'} |`

/** What is said of one code, under a heading of its own. */
export const errorSection = ([code, { status, title, action, retryable }], { what, who, cause, cure }) =>
  `## \`${code}\`

**${title}.** HTTP status: ${statusOf(status)}. Action: ${actionOf(action)}. Retryable: ${retryable ? 'yes' : 'no'}.

- **What happened:** ${what}
- **Who meets it:** ${who}
- **Cause:** ${cause}
- **Cure:** ${cure}
`

/** The page's whole text. @param help what is said of each code */
export const errorsPage = (codes, help) => {
  const entries = Object.entries(codes)
  return `# Errors

Every failure, on the wire and as an error that is thrown, carries one of these codes. Codes are stable; titles and sentences may change.
On the wire it is a problem (RFC 9457) whose \`type\` is \`urn:mooring:problem:<code>\`: a name, not an address to fetch, since Mooring runs
inside your product. What follows the last colon is the anchor of its section here, and the name of its page on the docs site (\`errors/<code>\`). \`reference\` finds the line in your log.

\`action\` and \`retryable\` of a problem win over this table: a few codes know more about their case. To lead people to help pages of your own,
give the provider [\`help\`](../packages/ui/README.md#quickbooksprovider): it is called with the code. Made from \`packages/contract/src/codes.ts\` and \`code-help.ts\`.

| code | HTTP status | what it is | action | can the same call succeed later? |
|---|---|---|---|---|
${entries.map(row).join('\n')}

${entries.map((one) => errorSection(one, help[one[0]])).join('\n')}`
}
