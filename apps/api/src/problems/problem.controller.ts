import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { problemTypes } from './problem-types.js';
import { refusals } from './refusals.js';

/** `type` of a problem is an address here: it says what the type means. Open to everybody; it tells of nobody. */
@ApiExcludeController()
@Controller('problems')
export class ProblemController {
  @Get()
  list() {
    return { items: Object.keys(problemTypes).map(explain) };
  }

  @Get(':type')
  explain(@Param('type') type: string) {
    if (!Object.hasOwn(problemTypes, type)) throw refusals.noSuchAddress('GET', `/problems/${type}`);
    return explain(type);
  }
}

function explain(type: string) {
  return { type: `/problems/${type}`, ...problemTypes[type] };
}
