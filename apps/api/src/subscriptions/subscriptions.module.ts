import { type MiddlewareConsumer, Module, type NestModule, RequestMethod } from '@nestjs/common';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { RecordSource } from '#record/record-source.js';
import { Subscriptions } from '#record/subscriptions/subscriptions.js';
import { PageFailure } from '../web/failures/page-failure.js';
import { SubscriptionPagesController } from './pages/subscription-pages.controller.js';

/** From one network address, in each process: a whole town hall may share one. */
const asksPerHour = 60;
const formBytes = 10_000;

/** Where the public subscribes to published reports, and leaves. */
@Module({
  controllers: [SubscriptionPagesController],
  providers: [
    {
      provide: Subscriptions,
      inject: [RecordSource],
      useFactory: (recordSource: RecordSource) => new Subscriptions(recordSource),
    },
  ],
})
export class SubscriptionsModule implements NestModule {
  /** No session, and so no token against forged forms: what lets anybody do anything here is in the mail's link. */
  configure(consumer: MiddlewareConsumer): void {
    const limit = rateLimit({
      windowMs: 3_600_000,
      limit: asksPerHour,
      standardHeaders: false,
      legacyHeaders: false,
      handler: (_request, _response, next) => {
        next(new PageFailure('too-many'));
      },
    });
    consumer.apply(limit).forRoutes({ path: 'abonnement', method: RequestMethod.POST });
    consumer
      .apply(express.urlencoded({ extended: false, limit: formBytes }))
      .forRoutes(SubscriptionPagesController);
  }
}
