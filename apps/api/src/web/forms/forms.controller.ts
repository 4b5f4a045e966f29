import { Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Actor } from '#domain/roles/actor.js';
import { FormPages } from './form-pages.js';
import type { FormPlace, PageForm } from './page-form.js';

/** Asks and takes the forms of a place: what a concept adds is the place, and what its forms must know. */
abstract class AsksAndTakes<Context extends { actor: Actor }, Form extends PageForm<Context>> {
  @Inject(FormPages) private readonly forms!: FormPages;
  protected abstract readonly place: FormPlace<Context, Form>;

  /** @throws PageFailure where there is no such thing, or not for this reader */
  protected abstract context(request: Request, form: Form): Promise<Context>;

  protected async askAt(slug: string, request: Request, response: Response): Promise<void> {
    await this.forms.ask(this.place, { slug, request, response }, (form) => this.context(request, form));
  }

  protected async takeAt(slug: string, request: Request, response: Response): Promise<void> {
    await this.forms.take(this.place, { slug, request, response }, (form) => this.context(request, form));
  }
}

/** Forms each at an address of its own, under that of the thing they are about. */
export abstract class FormsController<
  Context extends { actor: Actor },
  Form extends PageForm<Context> = PageForm<Context>,
> extends AsksAndTakes<Context, Form> {
  @Get(':slug')
  async ask(@Param('slug') slug: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.askAt(slug, request, response);
  }

  @Post(':slug')
  async take(@Param('slug') slug: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.takeAt(slug, request, response);
  }
}

/** The one form at the controller's own address. */
export abstract class OneFormController<
  Context extends { actor: Actor },
  Form extends PageForm<Context> = PageForm<Context>,
> extends AsksAndTakes<Context, Form> {
  @Get()
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.askAt(this.slug, request, response);
  }

  @Post()
  async take(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.takeAt(this.slug, request, response);
  }

  private get slug(): string {
    return this.place.forms[0]?.slug ?? '';
  }
}

/** A part of the address. */
export function part(request: Request, name: string): string {
  const value = request.params[name];
  return typeof value === 'string' ? value : '';
}
