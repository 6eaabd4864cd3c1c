// A page in Tailwind's classes; the same ones for 3 and 4.
import type { ReactElement, ReactNode } from 'react'

const BUTTON = 'inline-flex h-9 items-center rounded-md px-3 text-sm font-medium'

export function TailwindHost({ children }: { children: ReactNode }): ReactElement {
  return (
    <div className="grid gap-6 bg-white p-6 font-sans text-gray-900 md:grid-cols-2 dark:bg-gray-900 dark:text-gray-100">
      <div className="grid content-start gap-6">
        <section className="rounded-lg border border-gray-200 p-4 dark:border-gray-700">
          <h2 className="text-base font-semibold">Stripe</h2>
          <p className="mt-1 text-sm text-gray-500 dark:text-gray-400">Payments and payouts, every hour.</p>
          <p className="mt-4 text-sm">Connected as Harborline Ltd.</p>
          <div className="mt-4 flex gap-2">
            <button
              type="button"
              className={`${BUTTON} bg-indigo-600 text-white dark:bg-indigo-400 dark:text-gray-950`}
            >
              Sync now
            </button>
            <button type="button" className={`${BUTTON} border border-gray-200 dark:border-gray-700`}>
              Disconnect
            </button>
          </div>
        </section>
      </div>
      <div className="grid content-start gap-6">{children}</div>
    </div>
  )
}
