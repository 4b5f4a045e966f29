import { Module } from '@nestjs/common';
import { MessageController } from './rest/message.controller.js';

@Module({ controllers: [MessageController] })
export class MessagesModule {}
