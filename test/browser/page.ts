/**
 * A page of a real headless Chromium that loads files from a server on this machine.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from './find-chromium';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const contentTypes: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  rbc: 'application/octet-stream',
};

export interface TestPage {
  readonly page: Page;
  /** The version of the browser, for the record. */
  readonly version: string;
  /** Paths asked of the server so far, in order. */
  readonly requests: readonly string[];
  /** Uncaught errors and `console.error` output of the page. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/**
 * Serves the given files (path → content), starts Chromium with a fresh profile, and opens `/`.
 */
export async function openPage(files: Record<string, string | Uint8Array>): Promise<TestPage> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    requests.push(path);
    const content = files[path];
    if (content === undefined) {
      response.writeHead(404).end();
      return;
    }
    const extension = path === '/' ? 'html' : path.slice(path.lastIndexOf('.') + 1);
    response.writeHead(200, { 'content-type': contentTypes[extension] ?? 'text/plain' });
    response.end(content);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  try {
    const { port } = server.address() as AddressInfo;
    const visited = await visitPage(`http://localhost:${port}/`);
    const close = async () => {
      await visited.close();
      await stop();
    };
    return { ...visited, requests, close };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts Chromium with a fresh profile, and opens a page that another server serves. */
export async function visitPage(url: string): Promise<Omit<TestPage, 'requests'>> {
  const errors: string[] = [];
  // Playwright gives every launch a user data folder of its own and removes it at the end.
  const browser = await chromium.launch({ executablePath: findChromium(), args: flags });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(url);
    return { page, version: browser.version(), errors, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
