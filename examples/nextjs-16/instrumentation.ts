// Called once as the server starts: tokens are renewed and events delivered in the background.
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { quickbooks } = await import('./quickbooks')
  await quickbooks().start()
  process.once('SIGTERM', () => void quickbooks().close())
}
