// oidc-provider works on Node 20, as the tests of the login show, but says at every start that it wants a newer
// one: on the first screen a new user sees, that reads as if something were wrong.
const { warn } = console;
console.warn = () => undefined;
const module = await import('oidc-provider');
console.warn = warn;

export const { default: Provider, errors, interactionPolicy } = module;
