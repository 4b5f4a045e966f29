import { Module } from '@nestjs/common';
import { NewPartyController, PartyFormsController } from './pages/party-forms.controller.js';
import { PartyPagesController } from './pages/party-pages.controller.js';
import { PartyController } from './rest/party.controller.js';

@Module({ controllers: [PartyController, NewPartyController, PartyPagesController, PartyFormsController] })
export class PartiesModule {}
