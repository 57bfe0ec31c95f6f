/**
 * NBody: the sun and the four giant planets under Newton's law, integrated symplectically.
 * Exercises floating-point arithmetic on fields of objects.
 *
 * Orbital data: the Computer Language Benchmarks Game's description (lengths in astronomical
 * units, velocities per day, masses in solar masses), which also publishes the energy to expect.
 */
const DAYS_PER_YEAR = 365.24;
const SOLAR_MASS = 4 * Math.PI * Math.PI;
const STEPS = 1000;
const TIME_STEP = 0.01;
/** Published to nine digits for a thousand steps. */
const EXPECTED_ENERGY = -0.169087605;

class Body {
  x: number;
  y: number;
  z: number;
  vx: number;
  vy: number;
  vz: number;
  readonly mass: number;

  /** Velocities in units per day and the mass in suns, as tables give them. */
  constructor(
    x: number,
    y: number,
    z: number,
    vx: number,
    vy: number,
    vz: number,
    massInSuns: number,
  ) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.vx = vx * DAYS_PER_YEAR;
    this.vy = vy * DAYS_PER_YEAR;
    this.vz = vz * DAYS_PER_YEAR;
    this.mass = massInSuns * SOLAR_MASS;
  }
}

class SolarSystem {
  private readonly bodies: Body[];

  constructor() {
    const sun = new Body(0, 0, 0, 0, 0, 0, 1);
    const jupiter = new Body(
      4.8414314424647209,
      -1.16032004402742839,
      -0.103622044471123109,
      0.00166007664274403694,
      0.00769901118419740425,
      -0.0000690460016972063023,
      0.000954791938424326609,
    );
    const saturn = new Body(
      8.34336671824457987,
      4.12479856412430479,
      -0.403523417114321381,
      -0.00276742510726411145,
      0.00499852801234917238,
      0.0000230417297573763929,
      0.000285885980666130812,
    );
    const uranus = new Body(
      12.894369562139131,
      -15.1111514016986312,
      -0.223307578892655734,
      0.00296460137564761618,
      0.0023784717395948095,
      -0.0000296589568540237556,
      0.0000436624404335156298,
    );
    const neptune = new Body(
      15.3796971148509165,
      -25.9193146099879641,
      0.179258772950371181,
      0.00268067772490389322,
      0.00162824170038242295,
      -0.000095159225451971587,
      0.0000515138902046611451,
    );
    this.bodies = [sun, jupiter, saturn, uranus, neptune];
    this.restTheCentreOfMass(sun);
  }

  advance(dt: number): void {
    const bodies = this.bodies;
    for (let i = 0; i < bodies.length; i++) {
      const a = bodies[i]!;
      for (let j = i + 1; j < bodies.length; j++) {
        const b = bodies[j]!;
        const dx = a.x - b.x;
        const dy = a.y - b.y;
        const dz = a.z - b.z;
        const squared = dx * dx + dy * dy + dz * dz;
        const magnitude = dt / (squared * Math.sqrt(squared));
        a.vx -= dx * b.mass * magnitude;
        a.vy -= dy * b.mass * magnitude;
        a.vz -= dz * b.mass * magnitude;
        b.vx += dx * a.mass * magnitude;
        b.vy += dy * a.mass * magnitude;
        b.vz += dz * a.mass * magnitude;
      }
    }
    for (const body of bodies) {
      body.x += dt * body.vx;
      body.y += dt * body.vy;
      body.z += dt * body.vz;
    }
  }

  energy(): number {
    let energy = 0;
    for (let i = 0; i < this.bodies.length; i++) {
      const a = this.bodies[i]!;
      energy += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
      for (let j = i + 1; j < this.bodies.length; j++) {
        const b = this.bodies[j]!;
        const dx = a.x - b.x;
        const dy = a.y - b.y;
        const dz = a.z - b.z;
        energy -= (a.mass * b.mass) / Math.sqrt(dx * dx + dy * dy + dz * dz);
      }
    }
    return energy;
  }

  private restTheCentreOfMass(sun: Body): void {
    let px = 0;
    let py = 0;
    let pz = 0;
    for (const body of this.bodies) {
      px += body.vx * body.mass;
      py += body.vy * body.mass;
      pz += body.vz * body.mass;
    }
    sun.vx = -px / sun.mass;
    sun.vy = -py / sun.mass;
    sun.vz = -pz / sun.mass;
  }
}

export function main(iterations: number): boolean {
  for (let i = 0; i < iterations; i++) {
    const system = new SolarSystem();
    for (let step = 0; step < STEPS; step++) system.advance(TIME_STEP);
    const energy = system.energy();
    if (!(Math.abs(energy - EXPECTED_ENERGY) < 1e-9)) {
      throw new Error('nbody: the energy is ' + energy + ', must be ' + EXPECTED_ENERGY);
    }
  }
  return true;
}
