import { Controller, Get, Inject, NotFoundException, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Asset, Assets } from './assets.js';

export const assetsToken = Symbol('assets');
const yearS = 365 * 24 * 60 * 60;

/** Styles, for anybody; their names change with their content. */
@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  private readonly byPath: ReadonlyMap<string, Asset>;

  constructor(@Inject(assetsToken) assets: Assets) {
    this.byPath = new Map([...assets.stylesheets, assets.icon].map((asset) => [asset.path, asset]));
  }

  @Get(':file')
  serve(@Req() request: Request, @Res() response: Response): void {
    const asset = this.byPath.get(request.path);
    if (asset === undefined) throw new NotFoundException();
    response
      .set('Cache-Control', `public, max-age=${yearS}, immutable`)
      .type(asset.contentType)
      .send(asset.content);
  }
}
