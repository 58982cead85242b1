import { styleText } from 'node:util';
import type { ReadyMade } from '../tokens/ready-made.ts';

export interface Ready {
  readonly url: string;
  readonly env: string;
  /** Whether the control plane is served. */
  readonly control: boolean;
  readonly tokens: ReadyMade;
  /** The instant at which the clock stands; `null` when it runs. */
  readonly frozenAt: string | null;
}

/** What a program reads: one line. */
export function readyLine({ url, env, control, tokens }: Ready): string {
  const { service, install, enrollment, personal, jwt } = tokens;
  return JSON.stringify({
    ready: true,
    url,
    env,
    control,
    urls: urlsOf(url),
    tokens: { service, install, enrollment, personal, jwt },
  });
}

/** What a person reads, with a command to paste. */
export function banner({ url, env, control, tokens, frozenAt }: Ready): string {
  const urls = urlsOf(url);
  return `
  ${bold('quint-mock')} ${dim(`quint-events-${env}, in memory`)}

  ${bold(url)}

  service     ${tokens.service}
  personal    ${tokens.personal}
  install     ${tokens.install} ${dim('single-use')}
  enrollment  ${tokens.enrollment} ${dim('single-use')}
  JWT         ${tokens.jwt}

  control     ${control ? urls.control : dim('off; --control turns it on')}
  metrics     ${control ? urls.metrics : dim('off')}
  clock       ${frozenAt === null ? 'runs' : `stands at ${frozenAt}`}

  curl -X POST ${url}/v1/sessions/ingest \\
    -H "Content-Type: application/json" \\
    -H "Authorization: Bearer ${tokens.service}" \\
    -d '{"session_id": "demo", "state": "active", "timestamp": "${frozenAt ?? new Date().toISOString()}"}'

  curl ${url}/v1/sessions/demo -H "Authorization: Bearer ${tokens.service}"

  ${dim('Stop with Ctrl+C.')}
`;
}

/** What only a mock has. */
function urlsOf(url: string) {
  return {
    control: `${url}/_mock`,
    metrics: `${url}/metrics`,
    jwks: `${url}/_mock/jwks.json`,
  };
}

function bold(text: string): string {
  return styleText('bold', text);
}

function dim(text: string): string {
  return styleText('dim', text);
}
