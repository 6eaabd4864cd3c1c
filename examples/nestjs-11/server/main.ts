import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { AppModule } from './app.module.js'
import { quickbooks } from './quickbooks.js'
import { sessions } from './session.js'

const app = await NestFactory.create<NestExpressApplication>(AppModule, { logger: ['error', 'warn'] })
app.use(sessions)
// Before app.listen() and app.init(): what is mounted later is behind Nest's body parsers and its own 404.
app.use('/api/quickbooks', quickbooks.router)
app.useStaticAssets('dist', { index: false })

const port = Number(process.env.PORT ?? 3000)
await app.listen(port)
console.log(`Open http://localhost:${port}`)
await quickbooks.start()

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await quickbooks.close()
    await app.close()
  })
}
