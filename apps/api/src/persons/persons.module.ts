import { type DynamicModule, Module } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import { CommandHandler } from '#record/command-handler.js';
import { FirstLeader, type NamedLeader } from './first-leader.js';
import { PersonFormsController } from './pages/person-forms.controller.js';
import { OwnAbsenceController, PersonPagesController } from './pages/person-pages.controller.js';
import { PersonController } from './rest/person.controller.js';

@Module({})
export class PersonsModule {
  static of(firstLeader: NamedLeader | undefined): DynamicModule {
    return {
      module: PersonsModule,
      controllers: [PersonController, PersonPagesController, PersonFormsController, OwnAbsenceController],
      providers: [
        {
          provide: FirstLeader,
          inject: [RecordSource, CommandHandler],
          useFactory: (recordSource: RecordSource, commands: CommandHandler) =>
            new FirstLeader(firstLeader, recordSource, commands),
        },
      ],
    };
  }
}
