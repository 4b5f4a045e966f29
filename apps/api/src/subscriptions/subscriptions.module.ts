import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import express from 'express';
import { DataSource } from '#record/data-source.js';
import { Subscriptions } from '#record/subscriptions/subscriptions.js';
import { SubscriptionPagesController } from './subscription-pages.controller.js';

/** A whole town hall may share one address. */
const asksPerHour = 60;
const formBytes = 10_000;

/** Where the public subscribes to published reports, and leaves. */
@Module({
  imports: [ThrottlerModule.forRoot([{ ttl: 3_600_000, limit: asksPerHour }])],
  controllers: [SubscriptionPagesController],
  providers: [
    {
      provide: Subscriptions,
      inject: [DataSource],
      useFactory: (dataSource: DataSource) => new Subscriptions(dataSource),
    },
  ],
})
export class SubscriptionsModule implements NestModule {
  /** No session, and so no token against forged forms: what lets anybody do anything here is in the mail's link. */
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(express.urlencoded({ extended: false, limit: formBytes }))
      .forRoutes(SubscriptionPagesController);
  }
}
