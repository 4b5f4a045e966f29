/** Addresses that anybody may keep: they say the same report for good. */
export const publishedPath = '/rapporter';

/** One version of a report. */
export interface VersionAddress {
  plan: number;
  report: number;
  version: number;
}

/** What is newest of a plan, and what has happened to its reports. */
export function publishedPlanPath(plan: number): string {
  return `${publishedPath}/${plan}`;
}

/** The newest version of a report, whichever that is. */
export function newestVersionPath({ plan, report }: Omit<VersionAddress, 'version'>): string {
  return `${publishedPlanPath(plan)}/${report}`;
}

export function versionPath({ version, ...report }: VersionAddress): string {
  return `${newestVersionPath(report)}/${version}`;
}

export function publishedFilePath(address: VersionAddress, format: string): string {
  return `${versionPath(address)}/${format}`;
}

/** Of one plan, or of all. */
export function feedPath(plan?: number): string {
  return `${plan === undefined ? publishedPath : publishedPlanPath(plan)}/atom.xml`;
}
