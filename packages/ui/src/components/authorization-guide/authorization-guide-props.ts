// What the guide before the sign-in is shown for.

export interface AuthorizationGuideProps {
  /** The connection that is renewed or connected again; null for a new one. */
  connectionId: string | null
  /** Whether Intuit's window is open already: then it is shown here, wherever it was shown before. @default false */
  urgent?: boolean
}
