/** The lowest score of each documented risk band; a band ends where the next begins (contract.md §2, facts §3.3). */
export const BAND_START = { none: 0, low: 11, medium: 31, high: 56, critical: 81 } as const;

export type RiskBand = keyof typeof BAND_START;

/** @param score 0–100 */
export function bandOf(score: number): RiskBand {
  if (score < BAND_START.low) return 'none';
  if (score < BAND_START.medium) return 'low';
  if (score < BAND_START.high) return 'medium';
  return score < BAND_START.critical ? 'high' : 'critical';
}
