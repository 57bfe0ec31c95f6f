// @ts-check
// Everything that must hold: `npm test`.
//
// Build, format and lint, type check and tests; every check runs even when an earlier one failed.
// What was counted goes to build/test-summary.json, which .ci/run reads, and to the last line.
// A check other than the tests counts as one failure when it fails, and not at all when it passes.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { env, execPath, exit } from 'node:process';
import { at, root } from './paths.mjs';

const reportFile = at('build/test-report.json');
const summaryFile = at('build/test-summary.json');

/**
 * @param {string} name
 * @param {string[]} args of node
 * @param {NodeJS.ProcessEnv} [extra] environment
 */
function check(name, args, extra = {}) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 90 - name.length))}`);
  const start = performance.now();
  const { status } = spawnSync(execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, ...extra },
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  return status === 0;
}

/**
 * What vitest counted. A file that could not even be loaded has no test and is one failure.
 * @returns {{ passed: number, failed: number }}
 */
function readReport() {
  try {
    const report = JSON.parse(readFileSync(reportFile, 'utf8'));
    let failed = report.numFailedTests;
    for (const file of report.testResults) {
      const hasFailedTest = file.assertionResults.some(
        (/** @type {{ status: string }} */ test) => test.status === 'failed',
      );
      if (file.status === 'failed' && !hasFailedTest) failed++;
    }
    return { passed: report.numPassedTests, failed };
  } catch (error) {
    console.error(`no test report: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 0 };
  }
}

mkdirSync(at('build'), { recursive: true });
rmSync(reportFile, { force: true });
rmSync(summaryFile, { force: true });

const built = check('build', ['src/build/build.mjs']);
const checks = [
  built,
  check('format and lint', [
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
    '.',
  ]),
  check('format of assembly', ['src/build/format-assembly.mjs', '--check']),
  check('types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']),
];
let failed = checks.filter((passed) => !passed).length;
let passed = 0;
if (built) {
  const allPassed = check('tests', ['node_modules/vitest/vitest.mjs', 'run'], {
    RAYA_SKIP_BUILD: '1',
  });
  const report = readReport();
  passed = report.passed;
  failed += report.failed;
  // An error outside of every test, a run that was killed, or no test at all.
  if ((!allPassed && report.failed === 0) || (passed === 0 && report.failed === 0)) failed++;
}
writeFileSync(summaryFile, `${JSON.stringify({ passed, failed })}\n`);
console.log(`\n${passed} passed, ${failed} failed`);
exit(failed === 0 ? 0 : 1);
