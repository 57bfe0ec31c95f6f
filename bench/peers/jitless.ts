/** V8's own interpreter, `node --jitless`: a child process that does its own timing. */
import { type ChildProcess, fork } from 'node:child_process';
import type { GuestProgram } from '../support/guest';
import { at } from '../support/paths';
import type { Instance, Peer, Run } from './peer';

interface Reply {
  ok: boolean;
  message?: string;
  value?: unknown;
  milliseconds?: number;
}

class JitlessInstance implements Instance {
  private readonly child: ChildProcess = fork(at('bench/peers/jitless-child.mjs'), [], {
    execArgv: ['--no-expose-wasm', '--jitless'],
  });

  async load(program: GuestProgram): Promise<void> {
    await this.ask({ kind: 'load', script: program.script });
  }

  async run(entry: string, argument: number): Promise<Run> {
    const reply = await this.ask({ kind: 'run', entry, argument });
    return { value: reply.value, milliseconds: reply.milliseconds ?? Number.NaN };
  }

  async dispose(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.disconnect();
    await gone;
  }

  private ask(request: object): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const onExit = () => reject(new Error('node --jitless ended early'));
      this.child.once('exit', onExit);
      this.child.once('message', (message) => {
        this.child.off('exit', onExit);
        const reply = message as Reply;
        if (reply.ok) resolve(reply);
        else reject(new Error(`node --jitless: ${reply.message}`));
      });
      this.child.send(request);
    });
  }
}

export const jitless: Peer = {
  name: 'V8 --jitless',
  version: process.versions.v8,
  inProcess: false,
  create: async () => new JitlessInstance(),
};
