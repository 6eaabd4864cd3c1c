// What went wrong in the host, shown where it happened.

/** A failure in a sentence; nothing where there is none. */
export const Notice = ({ error }: { error: Error | null }) =>
  error && (
    <p className="notice" role="alert">
      {error.message}
    </p>
  )
