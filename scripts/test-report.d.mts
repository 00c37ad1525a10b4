export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export function countTests(report: unknown, status: number | string): Counts;
export function notableTests(report: unknown): string[];
export function addCounts(a: Counts, b: Counts): Counts;
export function countsLine(counts: Counts): string;
