import '@mooring/ui/styles.css'
import type { ReactNode } from 'react'

export const metadata = { title: 'Harborline' }

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
