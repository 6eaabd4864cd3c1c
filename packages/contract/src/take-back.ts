// Taking back what was written.

/** The `label` of its progress: the kit says it in the reader's language. */
export const TAKE_BACK_LABEL = 'Taking back what was written'
