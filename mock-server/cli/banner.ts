import { styleText } from 'node:util';
import type { TokenType } from '../../spec/schemas/token.ts';

export interface Ready {
  readonly url: string;
  readonly env: string;
  readonly tokens: Readonly<Record<TokenType, string>>;
}

/** What a program reads: one line. */
export function readyLine({ url, env, tokens: { service, install, enrollment, personal } }: Ready) {
  return JSON.stringify({
    ready: true,
    url,
    env,
    tokens: { service, install, enrollment, personal },
  });
}

/** What a person reads, with a command to paste. */
export function banner({ url, env, tokens }: Ready): string {
  return `
  ${bold('quint-mock')} ${dim(`quint-events-${env}, in memory`)}

  ${bold(url)}

  service     ${tokens.service}
  personal    ${tokens.personal}
  install     ${tokens.install} ${dim('single-use')}
  enrollment  ${tokens.enrollment} ${dim('single-use')}

  curl -X POST ${url}/v1/sessions/ingest \\
    -H "Content-Type: application/json" \\
    -H "Authorization: Bearer ${tokens.service}" \\
    -d '{"session_id": "demo", "state": "active", "timestamp": "${new Date().toISOString()}"}'

  curl ${url}/v1/sessions/demo -H "Authorization: Bearer ${tokens.service}"

  ${dim('Stop with Ctrl+C.')}
`;
}

function bold(text: string): string {
  return styleText('bold', text);
}

function dim(text: string): string {
  return styleText('dim', text);
}
