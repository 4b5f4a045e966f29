/**
 * A path of our own to come back to after logging in; anything else is the start page. `//host`, `/\host` and control
 * characters lead elsewhere though they look like a path.
 */
export function safeReturnPath(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > 500) return '/';
  if (!/^\/(?![/\\])[\x21-\x7e]*$/u.test(asked) || asked.includes('\\')) return '/';
  return asked.startsWith('/login') || asked.startsWith('/logout') ? '/' : asked;
}
