// Intuit, as far as these benches ask it: every token is renewed, and every company can be read.

/** A `fetch` that answers at once. */
export const companyReply: typeof fetch = async (input) => {
  const { url } = new Request(input)
  if (url.endsWith('/tokens/bearer'))
    return Response.json({
      access_token: 'access'.padEnd(900, 'x'),
      refresh_token: 'refresh',
      expires_in: 3_600,
      x_refresh_token_expires_in: 8_726_400,
      token_type: 'bearer',
    })
  return Response.json({
    CompanyInfo: { CompanyName: 'Bench', Country: 'US' },
    time: new Date().toISOString(),
  })
}
