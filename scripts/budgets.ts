// npm run budgets: what the package may cost its users, and what it costs; fails where it costs more.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importTime } from './budgets/import-time.ts';
import { COMPILERS, instantiations } from './budgets/instantiations.ts';
import { sizes } from './budgets/sizes.ts';
import { installedIn } from './package/installed.ts';
import { workplace } from './package/workplace.ts';

interface Budget {
  readonly name: string;
  readonly unit: string;
  readonly limit: number;
  readonly measured: number;
}

const base = await mkdtemp(join(tmpdir(), 'quint-budgets-'));
try {
  const { folder } = await workplace(base);
  const budgets = [
    ...(await ofTheInstalled(folder)),
    ...(await ofSizes()),
    ...(await ofTypes(folder)),
    {
      name: 'import: .',
      unit: 'ms',
      limit: 25,
      measured: await importTime('@quint-security/contract', folder),
    },
  ];
  print(budgets);
  if (budgets.some(({ limit, measured }) => measured > limit)) process.exitCode = 1;
} finally {
  await rm(base, { recursive: true, force: true });
}

async function ofTheInstalled(folder: string): Promise<Budget[]> {
  const { packages, bytes, bytesOnDisk } = await installedIn(folder);
  const scripts = packages.flatMap(({ installScripts }) => installScripts);
  return [
    { name: 'installed: packages', unit: '', limit: 12, measured: packages.length },
    { name: 'installed: bytes', unit: 'MB', limit: 15, measured: bytes / 1e6 },
    { name: 'installed: blocks on disk', unit: 'MB', limit: 15, measured: bytesOnDisk / 1e6 },
    { name: 'installed: install scripts', unit: '', limit: 0, measured: scripts.length },
  ];
}

async function ofSizes(): Promise<Budget[]> {
  const budgets: Budget[] = [];
  for (const { name, limit, measure } of sizes()) {
    budgets.push({ name: `size: ${name}`, unit: 'bytes, gzip', limit, measured: await measure() });
  }
  return budgets;
}

async function ofTypes(folder: string): Promise<Budget[]> {
  const budgets: Budget[] = [];
  for (const [name, { path, limit }] of Object.entries(COMPILERS)) {
    const measured = await instantiations(path, folder);
    budgets.push({ name: `types: ${name}`, unit: 'instantiations', limit, measured });
  }
  return budgets;
}

function print(budgets: readonly Budget[]): void {
  console.log('| budget | limit | measured | |\n|---|---:|---:|---|');
  for (const { name, unit, limit, measured } of budgets) {
    const verdict = measured > limit ? '**over**' : 'ok';
    console.log(
      `| ${name} | ${figure(limit)} ${unit} | ${figure(measured)} ${unit} | ${verdict} |`,
    );
  }
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}
