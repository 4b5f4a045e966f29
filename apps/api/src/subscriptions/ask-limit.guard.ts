import { Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { PageFailure } from '../web/failures/page-failure.js';

/** How often one network address may ask; how often an address may be written to is the record's rule. */
@Injectable()
export class AskLimit extends ThrottlerGuard {
  protected override throwThrottlingException(): Promise<void> {
    return Promise.reject(new PageFailure('too-many'));
  }
}
