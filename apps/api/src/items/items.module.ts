import { Module } from '@nestjs/common';
import { ItemController } from './rest/item.controller.js';
import { SignOffBatchController } from './rest/sign-off-batch.controller.js';

@Module({ controllers: [ItemController, SignOffBatchController] })
export class ItemsModule {}
