import type { Request, RequestHandler, Response } from 'express';
import type { Language } from '#domain/language.js';
import { offeredOnly, type OfferedLanguages } from '#messages/texts/offered-languages.js';
import { language, speaking } from './spoken-language.js';

/** An address may say which language it is to be read in: `?sprak=nn`. */
const languageParameter = 'sprak';

/** Everything that a request leads to is said in the language that the request asks for. */
export function speaksAsAsked(offered: OfferedLanguages): RequestHandler {
  return (request, _response, next) => speaking(askedLanguage(request, offered), next);
}

/** What was chosen in this browser, kept when one has logged out. It says nothing else of anybody, so it is not signed. */
export const languageCookie = 'kvittert-sprak';

function cookieOf(request: Request): string | undefined {
  return new RegExp(`(?:^|;)\\s*${languageCookie}=([a-z]+)`, 'u').exec(request.headers.cookie ?? '')?.[1];
}

/** A cache keeps one answer for each language. */
export function variesByLanguage(response: Response): void {
  response.set('Content-Language', language()).vary('Accept-Language').vary('Cookie');
}

/** By the address, else by what was chosen here, else as the browser is set (Accept-Language), else the installation's first. */
export function askedLanguage(request: Request, offered: OfferedLanguages): Language {
  const named =
    offeredOnly(request.query[languageParameter], offered) ?? offeredOnly(cookieOf(request), offered);
  if (named !== undefined) return named;
  const accepted = request.acceptsLanguages([...offered, norwegian]);
  return offeredOnly(accepted === norwegian ? norwegianOf(offered) : accepted, offered) ?? offered[0];
}

/** `no` is either kind of Norwegian; many browsers ask for nothing else. */
const norwegian = 'no';

function norwegianOf(offered: OfferedLanguages): Language | undefined {
  return offered.find((language) => language !== 'en');
}
