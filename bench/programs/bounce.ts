/**
 * Bounce: a hundred balls fly in a box for fifty frames and are reflected by its walls.
 * Exercises fields of small objects, method calls and branches.
 */
import { Random } from './support/random';
import { verify } from './support/verify';

const BALLS = 100;
const FRAMES = 50;
const BOX_SIZE = 500;
const EXPECTED_BOUNCES = 1331;

class Ball {
  private x: number;
  private y: number;
  private xVelocity: number;
  private yVelocity: number;

  constructor(random: Random) {
    this.x = random.next() % BOX_SIZE;
    this.y = random.next() % BOX_SIZE;
    this.xVelocity = (random.next() % 300) - 150;
    this.yVelocity = (random.next() % 300) - 150;
  }

  /** Moves one frame further; true when the ball met a wall. */
  move(): boolean {
    let bounced = false;
    this.x += this.xVelocity;
    this.y += this.yVelocity;
    if (this.x > BOX_SIZE) {
      this.x = BOX_SIZE;
      this.xVelocity = -Math.abs(this.xVelocity);
      bounced = true;
    }
    if (this.x < 0) {
      this.x = 0;
      this.xVelocity = Math.abs(this.xVelocity);
      bounced = true;
    }
    if (this.y > BOX_SIZE) {
      this.y = BOX_SIZE;
      this.yVelocity = -Math.abs(this.yVelocity);
      bounced = true;
    }
    if (this.y < 0) {
      this.y = 0;
      this.yVelocity = Math.abs(this.yVelocity);
      bounced = true;
    }
    return bounced;
  }
}

function countBounces(): number {
  const random = new Random();
  const balls: Ball[] = [];
  for (let i = 0; i < BALLS; i++) balls.push(new Ball(random));
  let bounces = 0;
  for (let frame = 0; frame < FRAMES; frame++) {
    for (const ball of balls) {
      if (ball.move()) bounces++;
    }
  }
  return bounces;
}

export function main(iterations: number): boolean {
  for (let i = 0; i < iterations; i++) {
    verify('bounce', 'the number of bounces', countBounces(), EXPECTED_BOUNCES);
  }
  return true;
}
