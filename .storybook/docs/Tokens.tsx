// The table of variables, each colour in light and in dark.
import type { ReactElement } from 'react'
import { TOKENS, type Token } from '../../packages/ui/src/theme/tokens.ts'
import './docs.css'

type Scheme = 'light' | 'dark'

function Swatch({ token, scheme }: { token: Token; scheme: Scheme }): ReactElement {
  const background = `var(${token.name.replace('--mooring-', '--_')})`
  return (
    <span className="mooring swatch-ground" data-theme={scheme}>
      <span className="swatch" style={{ background }} />
    </span>
  )
}

function Value({ token, scheme }: { token: Token; scheme: Scheme }): ReactElement {
  return (
    <span className="value">
      {token.kind === 'color' && <Swatch token={token} scheme={scheme} />}
      <code>{token[scheme]}</code>
    </span>
  )
}

export function Tokens(): ReactElement {
  return (
    <table className="tokens">
      <thead>
        <tr>
          <th>Variable</th>
          <th>For</th>
          <th>Light</th>
          <th>Dark</th>
        </tr>
      </thead>
      <tbody>
        {TOKENS.map((token) => (
          <tr key={token.name}>
            <td>
              <code>{token.name}</code>
            </td>
            <td>{token.meaning}</td>
            <td colSpan={token.kind === 'color' ? 1 : 2}>
              <Value token={token} scheme="light" />
            </td>
            {token.kind === 'color' && (
              <td>
                <Value token={token} scheme="dark" />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
