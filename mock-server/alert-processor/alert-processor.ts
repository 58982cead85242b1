import type { Message } from '../fanout/envelope.ts';
import { utc } from '../instant.ts';
import { score } from '../pipeline/scorer.ts';
import type { AlertRow, StampedEvent, Store } from '../store/store.ts';
import { AlertIds } from './alert-ids.ts';
import type { AlertRule } from './alert-rule.ts';
import { RuleTest } from './rule-test.ts';

/** A rule with what is worked out once for all events. */
interface ReadyRule {
  readonly rule: AlertRule;
  readonly fields: RuleTest;
  readonly riskMin: number;
  readonly ids: AlertIds;
}

/**
 * Evaluates the rules for each event (contract.md §7). To see an event again changes nothing: its
 * alerts have the ids they had, and the store counts it once.
 */
export function processAlerts(rules: readonly AlertRule[]) {
  const ready = rules.map(makeReady);
  return async (messages: readonly Message[], { alerts }: Pick<Store, 'alerts'>): Promise<void> => {
    const raised: AlertRow[] = [];
    for (const { body } of messages) {
      if (body.kind !== 'event') continue;
      const { event } = body;
      let risk = event.risk_score;
      for (const each of ready) {
        if (!each.fields.holds(event)) continue;
        // The score costs most, so it is worked out once, and only where a rule comes to it.
        if (each.riskMin > 0 && (risk ??= score(event)) < each.riskMin) continue;
        const { count, id } = each.rule;
        if (count && !(await alerts.noteMatch(matchOf(id, event), count))) continue;
        raised.push(alertOf(each, event, (risk ??= score(event))));
      }
    }
    if (raised.length > 0) await alerts.insert(raised);
  };
}

function makeReady(rule: AlertRule): ReadyRule {
  const { id, risk_min = 0 } = rule;
  return { rule, fields: new RuleTest(rule), riskMin: risk_min, ids: new AlertIds(id) };
}

function matchOf(rule_id: string, { org_id, session_id, event_id, timestamp }: StampedEvent) {
  return { org_id, rule_id, session_id, event_id, at: utc(timestamp) };
}

function alertOf({ rule, ids }: ReadyRule, event: StampedEvent, risk_score: number): AlertRow {
  const { org_id, session_id, event_id, agent_id, platform, timestamp } = event;
  return {
    id: ids.of(org_id, event_id),
    org_id,
    rule_id: rule.id,
    severity: rule.severity,
    title: rule.title,
    session_id,
    event_id,
    agent_id,
    platform,
    risk_score,
    created_at: utc(timestamp),
  };
}
