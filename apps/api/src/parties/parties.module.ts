import { Module } from '@nestjs/common';
import { PartyPagesController } from './pages/party-pages.controller.js';
import { PartyController } from './rest/party.controller.js';

@Module({ controllers: [PartyController, PartyPagesController] })
export class PartiesModule {}
