/**
 * CD: a collision detector watches simulated aircraft. Each frame it compares where every
 * aircraft was with where it is, sorts the motions into voxels of the map, and tests the pairs
 * that share one.
 * Exercises red-black trees, small immutable objects, recursion and floating point. After
 * Kalibera, Hagelberg, Pizlo, Plsek, Titzer and Vitek, "CDx: a family of real-time Java
 * benchmarks" (2009).
 */
import { type Comparable, RedBlackTree } from './support/red-black-tree';
import { verify } from './support/verify';

export const AIRCRAFT = 24;
export const FRAMES = 40;
const SECONDS_PER_FRAME = 0.1;
/** Two aircraft this close collide. */
export const COLLISION_DISTANCE = 1;
const VOXEL_SIZE = 2;
/** Counted by testing all pairs of each frame. */
export const EXPECTED_COLLISIONS = 118;

export class Vector {
  readonly x: number;
  readonly y: number;
  readonly z: number;

  constructor(x: number, y: number, z: number) {
    this.x = x;
    this.y = y;
    this.z = z;
  }

  plus(other: Vector): Vector {
    return new Vector(this.x + other.x, this.y + other.y, this.z + other.z);
  }

  minus(other: Vector): Vector {
    return new Vector(this.x - other.x, this.y - other.y, this.z - other.z);
  }

  times(factor: number): Vector {
    return new Vector(this.x * factor, this.y * factor, this.z * factor);
  }

  dot(other: Vector): number {
    return this.x * other.x + this.y * other.y + this.z * other.z;
  }
}

export class CallSign implements Comparable<CallSign> {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  compareTo(other: CallSign): number {
    return this.value - other.value;
  }
}

export class Aircraft {
  readonly callSign: CallSign;
  readonly position: Vector;

  constructor(callSign: CallSign, position: Vector) {
    this.callSign = callSign;
    this.position = position;
  }
}

/** Pairs of aircraft that weave across each other's course; now and then one is out of sight. */
export class Simulator {
  private readonly callSigns: CallSign[] = [];

  constructor(aircraft: number) {
    for (let i = 0; i < aircraft; i++) this.callSigns.push(new CallSign(i));
  }

  frame(index: number): Aircraft[] {
    const time = index * SECONDS_PER_FRAME;
    const seen: Aircraft[] = [];
    for (let i = 0; i < this.callSigns.length; i++) {
      if ((index + i * 7) % 31 < 3) continue;
      const wave = i % 2 === 0 ? Math.cos(time) : Math.sin(time);
      const lane = Math.floor(i / 2) * 5;
      seen.push(new Aircraft(this.callSigns[i]!, new Vector(time * 4, wave * 2 + lane, 10)));
    }
    return seen;
  }
}

/** What one aircraft did between two frames. */
export class Motion {
  readonly callSign: CallSign;
  readonly from: Vector;
  readonly to: Vector;

  constructor(callSign: CallSign, from: Vector, to: Vector) {
    this.callSign = callSign;
    this.from = from;
    this.to = to;
  }

  /** The point midway between both at their closest, or null when they keep clear. */
  meet(other: Motion): Vector | null {
    const distance = this.from.minus(other.from);
    const ownPath = this.to.minus(this.from);
    const otherPath = other.to.minus(other.from);
    const velocity = ownPath.minus(otherPath);
    const speedSquared = velocity.dot(velocity);
    let time = 0;
    if (speedSquared > 0) {
      time = Math.min(1, Math.max(0, -distance.dot(velocity) / speedSquared));
    }
    const closest = distance.plus(velocity.times(time));
    if (closest.dot(closest) > COLLISION_DISTANCE * COLLISION_DISTANCE) return null;
    const own = this.from.plus(ownPath.times(time));
    const others = other.from.plus(otherPath.times(time));
    return own.plus(others).times(0.5);
  }
}

/** A square of the map, named by its column and row. */
class Voxel implements Comparable<Voxel> {
  readonly column: number;
  readonly row: number;

  constructor(column: number, row: number) {
    this.column = column;
    this.row = row;
  }

  static at(position: Vector): Voxel {
    return new Voxel(Math.floor(position.x / VOXEL_SIZE), Math.floor(position.y / VOXEL_SIZE));
  }

  compareTo(other: Voxel): number {
    const columns = this.column - other.column;
    return columns !== 0 ? columns : this.row - other.row;
  }

  /** Does a motion come within half the collision distance of this square? */
  isTouchedBy(motion: Motion): boolean {
    const margin = COLLISION_DISTANCE / 2;
    const left = this.column * VOXEL_SIZE - margin;
    const bottom = this.row * VOXEL_SIZE - margin;
    const side = VOXEL_SIZE + 2 * margin;
    const dx = motion.to.x - motion.from.x;
    const dy = motion.to.y - motion.from.y;
    // The part of the path, 0 to 1, that lies between the sides, then between top and bottom.
    let start = 0;
    let end = 1;
    if (dx === 0) {
      if (motion.from.x < left || motion.from.x > left + side) return false;
    } else {
      const a = (left - motion.from.x) / dx;
      const b = (left + side - motion.from.x) / dx;
      start = Math.max(start, Math.min(a, b));
      end = Math.min(end, Math.max(a, b));
    }
    if (dy === 0) {
      if (motion.from.y < bottom || motion.from.y > bottom + side) return false;
    } else {
      const a = (bottom - motion.from.y) / dy;
      const b = (bottom + side - motion.from.y) / dy;
      start = Math.max(start, Math.min(a, b));
      end = Math.min(end, Math.max(a, b));
    }
    return start <= end;
  }
}

export class Collision {
  readonly first: CallSign;
  readonly second: CallSign;
  readonly place: Vector;

  constructor(first: CallSign, second: CallSign, place: Vector) {
    this.first = first;
    this.second = second;
    this.place = place;
  }
}

export class CollisionDetector {
  private readonly lastPositions = new RedBlackTree<CallSign, Vector>();

  handleFrame(frame: Aircraft[]): Collision[] {
    const motions = this.motionsOf(frame);
    const map = new RedBlackTree<Voxel, Motion[]>();
    for (const motion of motions) draw(motion, Voxel.at(motion.from), map, new RedBlackTree());
    const collisions: Collision[] = [];
    map.forEach((voxel, sharing) => {
      for (let i = 0; i < sharing.length; i++) {
        const first = sharing[i]!;
        for (let j = i + 1; j < sharing.length; j++) {
          const second = sharing[j]!;
          const place = first.meet(second);
          // Pairs that share several voxels are reported by the one they meet in.
          if (place !== null && Voxel.at(place).compareTo(voxel) === 0) {
            collisions.push(new Collision(first.callSign, second.callSign, place));
          }
        }
      }
    });
    return collisions;
  }

  /** Compares a frame with the one before; an aircraft that appears has not moved yet. */
  private motionsOf(frame: Aircraft[]): Motion[] {
    const seen = new RedBlackTree<CallSign, boolean>();
    const motions = frame.map((aircraft) => {
      const callSign = aircraft.callSign;
      seen.put(callSign, true);
      const last = this.lastPositions.put(callSign, aircraft.position);
      return new Motion(callSign, last === undefined ? aircraft.position : last, aircraft.position);
    });
    const gone: CallSign[] = [];
    this.lastPositions.forEach((callSign) => {
      if (seen.get(callSign) === undefined) gone.push(callSign);
    });
    for (const callSign of gone) this.lastPositions.remove(callSign);
    return motions;
  }
}

/** Enters a motion in every voxel it touches: a flood fill from where it began. */
function draw(
  motion: Motion,
  voxel: Voxel,
  map: RedBlackTree<Voxel, Motion[]>,
  visited: RedBlackTree<Voxel, boolean>,
): void {
  if (visited.put(voxel, true) !== undefined) return;
  if (!voxel.isTouchedBy(motion)) return;
  let sharing = map.get(voxel);
  if (sharing === undefined) {
    sharing = [];
    map.put(voxel, sharing);
  }
  sharing.push(motion);
  draw(motion, new Voxel(voxel.column - 1, voxel.row), map, visited);
  draw(motion, new Voxel(voxel.column + 1, voxel.row), map, visited);
  draw(motion, new Voxel(voxel.column, voxel.row - 1), map, visited);
  draw(motion, new Voxel(voxel.column, voxel.row + 1), map, visited);
}

function countCollisions(): number {
  const simulator = new Simulator(AIRCRAFT);
  const detector = new CollisionDetector();
  let collisions = 0;
  for (let i = 0; i < FRAMES; i++) {
    collisions += detector.handleFrame(simulator.frame(i)).length;
  }
  return collisions;
}

export function main(iterations: number): boolean {
  for (let i = 0; i < iterations; i++) {
    verify('cd', 'the number of collisions', countCollisions(), EXPECTED_COLLISIONS);
  }
  return true;
}
