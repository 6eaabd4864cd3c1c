// app/layout.tsx: a server component; the styles are imported once, here.
import '@mooring/ui/styles.css'
import type { ReactElement, ReactNode } from 'react'
import { Providers } from './providers.tsx'

export default function RootLayout({ children }: { children: ReactNode }): ReactElement {
  return (
    <html lang="en">
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
