/**
 * Richards: the kernel of a small operating system. Six tasks (an idler, a worker, two handlers,
 * two devices) pass packets to one another through a scheduler with priorities.
 * Exercises polymorphic calls, state kept in fields and linked lists. After Martin Richards'
 * description of his BCPL benchmark, which publishes both counts.
 */
import { verify } from './support/verify';

const EXPECTED_QUEUED = 23246;
const EXPECTED_HELD = 9297;
const IDLE_TURNS = 10000;
const DATA_SIZE = 4;

const IDLER = 0;
const WORKER = 1;
const HANDLER_A = 2;
const HANDLER_B = 3;
const DEVICE_A = 4;
const DEVICE_B = 5;
const TASK_COUNT = 6;

const enum PacketKind {
  Device,
  Work,
}

class Packet {
  link: Packet | null;
  /** The task the packet goes to; once queued, the one it came from. */
  identity: number;
  readonly kind: PacketKind;
  datum = 0;
  readonly data: number[] = new Array<number>(DATA_SIZE).fill(0);

  constructor(link: Packet | null, identity: number, kind: PacketKind) {
    this.link = link;
    this.identity = identity;
    this.kind = kind;
  }

  /** Puts this packet at the end of a queue and gives the queue's head. */
  appendTo(head: Packet | null): Packet {
    this.link = null;
    if (head === null) return this;
    let last = head;
    while (last.link !== null) last = last.link;
    last.link = this;
    return head;
  }
}

/** A task control block. What a kind of task does with a packet is its `process`. */
abstract class SystemTask {
  readonly link: SystemTask | null;
  readonly identity: number;
  readonly priority: number;
  protected readonly scheduler: Scheduler;
  private input: Packet | null;
  private packetPending: boolean;
  private waiting: boolean;
  private held = false;

  constructor(
    scheduler: Scheduler,
    identity: number,
    priority: number,
    input: Packet | null,
    waiting: boolean,
  ) {
    this.scheduler = scheduler;
    this.link = scheduler.taskList;
    this.identity = identity;
    this.priority = priority;
    this.input = input;
    this.packetPending = input !== null;
    this.waiting = waiting;
  }

  /** One activation; gives the task that runs next. */
  protected abstract process(packet: Packet | null): SystemTask | null;

  isBlocked(): boolean {
    return this.held || (this.waiting && !this.packetPending);
  }

  activate(): SystemTask | null {
    let packet: Packet | null = null;
    if (this.waiting && this.packetPending) {
      packet = this.input!;
      this.input = packet.link;
      this.waiting = false;
      this.packetPending = this.input !== null;
    }
    return this.process(packet);
  }

  hold(): void {
    this.held = true;
  }

  release(): void {
    this.held = false;
  }

  wait(): void {
    this.waiting = true;
  }

  /** Takes a packet in; gives the task to go on with: this one if it matters more. */
  receive(packet: Packet, running: SystemTask): SystemTask {
    if (this.input === null) {
      this.input = packet;
      this.packetPending = true;
      if (this.priority > running.priority) return this;
    } else {
      packet.appendTo(this.input);
    }
    return running;
  }
}

class Idler extends SystemTask {
  private control = 1;
  private turns: number = IDLE_TURNS;

  protected process(): SystemTask | null {
    this.turns--;
    if (this.turns === 0) return this.scheduler.holdCurrent();
    if ((this.control & 1) === 0) {
      this.control >>= 1;
      return this.scheduler.release(DEVICE_A);
    }
    this.control = (this.control >> 1) ^ 0xd008;
    return this.scheduler.release(DEVICE_B);
  }
}

class Worker extends SystemTask {
  private destination = HANDLER_A;
  private letter = 0;

  protected process(packet: Packet | null): SystemTask | null {
    if (packet === null) return this.scheduler.waitCurrent();
    this.destination = this.destination === HANDLER_A ? HANDLER_B : HANDLER_A;
    packet.identity = this.destination;
    packet.datum = 0;
    for (let i = 0; i < DATA_SIZE; i++) {
      this.letter = this.letter === 26 ? 1 : this.letter + 1;
      packet.data[i] = this.letter;
    }
    return this.scheduler.queue(packet);
  }
}

class Handler extends SystemTask {
  private work: Packet | null = null;
  private device: Packet | null = null;

  protected process(packet: Packet | null): SystemTask | null {
    if (packet !== null) {
      if (packet.kind === PacketKind.Work) this.work = packet.appendTo(this.work);
      else this.device = packet.appendTo(this.device);
    }
    const work = this.work;
    if (work === null) return this.scheduler.waitCurrent();
    const done = work.datum;
    if (done >= DATA_SIZE) {
      this.work = work.link;
      return this.scheduler.queue(work);
    }
    const device = this.device;
    if (device === null) return this.scheduler.waitCurrent();
    this.device = device.link;
    device.datum = work.data[done]!;
    work.datum = done + 1;
    return this.scheduler.queue(device);
  }
}

class Device extends SystemTask {
  private pending: Packet | null = null;

  protected process(packet: Packet | null): SystemTask | null {
    if (packet !== null) {
      this.pending = packet;
      return this.scheduler.holdCurrent();
    }
    const pending = this.pending;
    if (pending === null) return this.scheduler.waitCurrent();
    this.pending = null;
    return this.scheduler.queue(pending);
  }
}

class Scheduler {
  taskList: SystemTask | null = null;
  queued = 0;
  held = 0;
  private readonly tasks: Array<SystemTask | null> = new Array<SystemTask | null>(TASK_COUNT).fill(
    null,
  );
  private current: SystemTask | null = null;

  add(task: SystemTask): void {
    this.taskList = task;
    this.tasks[task.identity] = task;
  }

  run(): void {
    this.current = this.taskList;
    while (this.current !== null) {
      const task: SystemTask = this.current;
      this.current = task.isBlocked() ? task.link : task.activate();
    }
  }

  holdCurrent(): SystemTask | null {
    this.held++;
    const task = this.current!;
    task.hold();
    return task.link;
  }

  waitCurrent(): SystemTask | null {
    this.current!.wait();
    return this.current;
  }

  release(identity: number): SystemTask {
    const task = this.find(identity);
    task.release();
    const current = this.current!;
    return task.priority > current.priority ? task : current;
  }

  queue(packet: Packet): SystemTask {
    const receiver = this.find(packet.identity);
    const current = this.current!;
    this.queued++;
    packet.link = null;
    packet.identity = current.identity;
    return receiver.receive(packet, current);
  }

  private find(identity: number): SystemTask {
    const task = this.tasks[identity]!;
    if (task === null) throw new Error('richards: no task ' + identity);
    return task;
  }
}

function packets(count: number, identity: number, kind: PacketKind): Packet | null {
  let head: Packet | null = null;
  for (let i = 0; i < count; i++) head = new Packet(head, identity, kind);
  return head;
}

function simulate(): Scheduler {
  const scheduler = new Scheduler();
  const work = packets(2, WORKER, PacketKind.Work);
  const forA = packets(3, DEVICE_A, PacketKind.Device);
  const forB = packets(3, DEVICE_B, PacketKind.Device);
  scheduler.add(new Idler(scheduler, IDLER, 0, null, false));
  scheduler.add(new Worker(scheduler, WORKER, 1000, work, true));
  scheduler.add(new Handler(scheduler, HANDLER_A, 2000, forA, true));
  scheduler.add(new Handler(scheduler, HANDLER_B, 3000, forB, true));
  scheduler.add(new Device(scheduler, DEVICE_A, 4000, null, true));
  scheduler.add(new Device(scheduler, DEVICE_B, 5000, null, true));
  scheduler.run();
  return scheduler;
}

export function main(iterations: number): boolean {
  for (let i = 0; i < iterations; i++) {
    const scheduler = simulate();
    verify('richards', 'the number of packets queued', scheduler.queued, EXPECTED_QUEUED);
    verify('richards', 'the number of holds', scheduler.held, EXPECTED_HELD);
  }
  return true;
}
