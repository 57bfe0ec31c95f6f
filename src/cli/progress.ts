/** The line that tells how far a long run has come. */
import type { VmStats } from '../index';
import { formatBytes, formatCount, formatTime } from './report';
import type { Terminal } from './terminal';

/** Milliseconds before the line first appears, and between its changes. */
const DELAY_MS = 700;
const INTERVAL_MS = 150;
const CLEAR_LINE = '\r\u001b[K';

export function progressText(stats: VmStats, milliseconds: number): string {
  const heap = `${formatBytes(stats.heapBytesUsed)} heap`;
  return `${formatCount(stats.stepsExecuted)} steps · ${heap} · ${formatTime(milliseconds)}`;
}

export class ProgressLine {
  readonly #terminal: Terminal;
  #timer: ReturnType<typeof setInterval> | undefined;
  #shown = false;

  /** @param read the statistics at this moment */
  constructor(terminal: Terminal, read: () => VmStats) {
    this.#terminal = terminal;
    if (!terminal.showsProgress) return;
    const start = performance.now();
    this.#timer = setInterval(() => {
      const time = performance.now() - start;
      if (time < DELAY_MS) return;
      terminal.error(CLEAR_LINE + progressText(read(), time));
      this.#shown = true;
    }, INTERVAL_MS);
    // It must not keep a process alive that has nothing else to wait for.
    this.#timer.unref();
  }

  /** Makes room for other output; the line comes back by itself. */
  clear(): void {
    if (this.#shown) this.#terminal.error(CLEAR_LINE);
    this.#shown = false;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.clear();
  }
}
