interface VitestReport {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}

export interface AllowedSkip {
  /** Part of the test's whole title. */
  title: string;
  reason: string;
  /** Folder, relative to the repository, whose presence ends the permission. */
  onlyWithout?: string;
}

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  forbiddenSkips: string[];
}

export function tallyResults(
  report: VitestReport,
  allowedSkips: AllowedSkip[],
  strict: boolean,
  exists?: (folder: string) => boolean,
): Tally;
