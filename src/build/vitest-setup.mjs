// @ts-check
// Before any test: the core and the guest library are what the sources say. `RAYA_SKIP_BUILD=1`
// leaves them as they are; `RAYA_DEVELOPMENT_BUILD=1` builds the core fast instead of well.

import { env } from 'node:process';
import { build } from './build.mjs';

export async function setup() {
  if (env.RAYA_SKIP_BUILD) return;
  await build({ generated: true, development: Boolean(env.RAYA_DEVELOPMENT_BUILD) });
}
