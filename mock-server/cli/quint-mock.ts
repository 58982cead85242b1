#!/usr/bin/env node
import { run } from './run.ts';

// Exits by itself once nothing is left to do; process.exit would cut off what is still being printed.
process.exitCode = await run(process.argv.slice(2));
