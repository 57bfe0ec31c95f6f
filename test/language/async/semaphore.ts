// A queue that lets two run at a time.
class Semaphore {
  private waiting: (() => void)[] = [];
  constructor(private free: number) {}
  async acquire() {
    if (this.free > 0) {
      this.free--;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
  release() {
    const next = this.waiting.shift();
    if (next) next();
    else this.free++;
  }
}

export async function main() {
  const s = new Semaphore(2);
  let now = 0;
  let most = 0;
  const order: number[] = [];
  const job = async (n: number) => {
    await s.acquire();
    most = Math.max(most, ++now);
    for (let i = 0; i <= n % 3; i++) await null;
    now--;
    order.push(n);
    s.release();
  };
  await Promise.all([0, 1, 2, 3, 4, 5, 6].map(job));
  console.log(most, order.join()); // expect: 2 0,1,3,2,4,5,6
}
