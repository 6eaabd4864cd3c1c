// docs/events.md, made from the contract's table of events.

/** The page's whole text. @param events what is said of each type */
export const eventsPage = (events) => {
  const rows = Object.entries(events).map(
    ([type, { when, data }]) =>
      `| \`${type}\` | ${when} | ${data === '' ? '–' : `\`${data.replaceAll('|', '\\|')}\``} |`,
  )
  return `# Events

What \`onEvent\` is given, at least once and in order per connection:
\`{ id, type, at, tenantId, connectionId, sequence, actor, data }\`. Throw to have an event tried again. \`HostEvent\` is a union over \`type\`, so
that TypeScript knows each \`data\`. \`needsPerson(event)\` says whether a person has to act. Made from \`packages/contract/src/events.ts\`.

| type | when | data |
|---|---|---|
${rows.join('\n')}

\`tenantId\` and \`connectionId\` are null for \`operations.incident\`. \`actor\` is who did it: \`{ userId, displayName, actingFor? }\`, or null.
`
}
