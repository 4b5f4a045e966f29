import { Controller, Get, Inject, NotFoundException, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Asset } from './assets.js';

export const assetsToken = Symbol('assets');
const yearS = 365 * 24 * 60 * 60;

/** Styles, for anybody; their names change with their content. */
@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  constructor(@Inject(assetsToken) private readonly assets: readonly Asset[]) {}

  @Get(':file')
  serve(@Req() request: Request, @Res() response: Response): void {
    const asset = this.assets.find(({ path }) => path === request.path);
    if (asset === undefined) throw new NotFoundException();
    response
      .set('Cache-Control', `public, max-age=${yearS}, immutable`)
      .type(asset.contentType)
      .send(asset.content);
  }
}
