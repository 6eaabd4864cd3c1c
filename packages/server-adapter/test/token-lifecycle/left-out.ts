// In the place of what intuit-oauth brings along and Mooring never uses: it builds requests, and Mooring sends them. A fifth of the CPU
// that a worker took to start went into loading axios, winston and jsonwebtoken.

function refuse(): never {
  throw new Error('This part of intuit-oauth is left out of the bundled processes.')
}

/** axios: each client makes an instance of it, and asks nothing of it. */
export const create = () => refuse
/** winston */
export const createLogger = refuse
/** jsonwebtoken */
export const verify = refuse
