// Jest's global setup of the project `unit`; `system` has it in its own.
export { compile as default } from './compiled.mjs';
