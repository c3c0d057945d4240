interface VitestReport {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  forbiddenSkips: string[];
}

export function tallyResults(report: VitestReport, allowedSkips: { title: string; reason: string }[], strict: boolean): Tally;
