/**
 * Finds Chromium for the browser tests, or installs Debian's package where that is allowed.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const otherPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function find(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const candidates = folders.flatMap((folder) => commands.map((command) => join(folder, command)));
  return [...candidates, ...otherPlaces].find(isExecutable);
}

function installOnDebian(): void {
  console.log('Chromium is not installed: installing the package "chromium" with apt-get');
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    const { status } = spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed with exit code ${status}`);
  }
}

/**
 * The path of a Chromium (or Chrome) to run: `CHROMIUM_PATH` if that is set, else what is found in
 * the usual places, else, as root on Debian, what `apt-get install chromium` brings.
 *
 * @throws Error that says what to install
 */
export function findChromium(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which is not an executable file`);
  }
  const found = find();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    installOnDebian();
    const installed = find();
    if (installed) return installed;
  }
  throw new Error(
    'The browser tests need Chromium: install the package "chromium" (Debian: apt-get install ' +
      'chromium) or Google Chrome, or set CHROMIUM_PATH to its executable.',
  );
}
