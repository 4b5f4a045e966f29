import { LogLevel, type Logger } from '@slack/web-api';

/** Slack's client logs addresses and bodies; what went wrong reaches us as an error and is logged there. */
export const quietLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
