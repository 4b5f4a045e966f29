export const evaluationRoot = '/evalueringer';

export function evaluationPath(id: string): string {
  return `${evaluationRoot}/${id}`;
}

/** A finding or a recommendation on its evaluation's page. */
export function partAnchor(id: string): string {
  return `del-${id}`;
}
