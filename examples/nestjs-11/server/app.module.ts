// The product: a sign-in and a page.
import path from 'node:path'
import { Controller, Get, Module, Post, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import { signInPage } from './session.js'

@Controller()
class PagesController {
  @Get()
  page(@Req() request: Request, @Res() response: Response): void {
    if (request.session.user) response.sendFile(path.resolve('dist/index.html'))
    else response.send(signInPage)
  }

  @Post('sign-in')
  signIn(@Req() request: Request, @Res() response: Response): void {
    request.session.user = { id: 'ada', name: 'Ada', accountId: 'harborline' }
    response.redirect('/')
  }
}

@Module({ controllers: [PagesController] })
export class AppModule {}
