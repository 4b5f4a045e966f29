/** Everything registered is open or restricted (*unntatt offentlighet*) with its legal basis (PRODUCT.md, Access). */
export type Access = { kind: 'open' } | { kind: 'restricted'; legalBasis: string };

export const open: Access = { kind: 'open' };

/** Restricted text never reaches Slack, e-mail or a public report: number and link only. */
export function isRestricted(access: Access): boolean {
  return access.kind === 'restricted';
}
