// What to do about options of which no adapter can be made.
import { isTooOld, OLDEST_NODE, type Versions } from '../../config/check-runtime.ts'

/** An old Node is refused before any option is read: then the config is not the cause. */
export const cureOf = (file: string, versions: Versions): string =>
  isTooOld(versions)
    ? `run this and your product on Node ${OLDEST_NODE} or newer`
    : `correct it in ${file}, or in the variables it reads`
