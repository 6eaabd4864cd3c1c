// The sources beside QuickBooks: made up, so that the page is as a product's.

interface Other {
  readonly name: string
  readonly kind: string
  readonly state: string
}

const OTHERS: readonly Other[] = [
  { name: 'First Coast Bank', kind: 'Bank feed', state: 'Two accounts' },
  { name: 'Payroll', kind: 'Spreadsheet', state: 'Uploaded by hand each month' },
]

/** Rows below the companies of QuickBooks. */
export function OtherSources() {
  return (
    <ul className="card others" aria-label="Other sources">
      {OTHERS.map(({ name, kind, state }) => (
        <li key={name} className="split">
          <div>
            <strong>{name}</strong>
            <small>{state}</small>
          </div>
          <span className="tag">{kind}</span>
        </li>
      ))}
    </ul>
  )
}

/** A neighbour of QuickBooks' tile. */
export function OtherTile({ name, says }: { name: string; says: string }) {
  return (
    <section className="card tile" aria-label={name}>
      <strong>{name}</strong>
      <p className="note">{says}</p>
      <span className="tag">Not in this demo</span>
    </section>
  )
}
