// Packages without types of their own; the tests use each as a `fetch`.
declare module 'make-fetch-happen' {
  const fetch: unknown
  export default fetch
}
declare module 'node-fetch-2' {
  const fetch: unknown
  export default fetch
}
