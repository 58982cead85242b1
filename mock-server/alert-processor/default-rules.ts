import { BAND_START } from '../risk-band.ts';
import type { AlertRule } from './alert-rule.ts';

/** The rules that hold unless others are given (contract.md §7; their numbers are decided here). */
export const DEFAULT_ALERT_RULES: readonly AlertRule[] = [
  {
    id: 'blocked-decision',
    title: 'A blocked action',
    severity: 'high',
    // The API's pages say `block`, the public daemon's risk engine `deny` (facts §3.8).
    match: { decision: ['block', 'deny'] },
  },
  {
    id: 'critical-risk',
    title: 'An action of critical risk',
    severity: 'critical',
    risk_min: BAND_START.critical,
  },
  {
    id: 'high-risk-burst',
    title: 'A burst of high-risk actions',
    severity: 'high',
    risk_min: BAND_START.high,
    // The public daemon revokes an agent after as many (facts §3.3).
    count: { at_least: 5, within_seconds: 300 },
  },
];
