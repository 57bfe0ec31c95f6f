// A static initialiser may make instances of its own class.
class Level {
  static readonly low = new Level(1);
  static readonly high = new Level(2);
  static readonly all = [Level.low, Level.high];
  constructor(readonly rank: number) {}
}

export function main() {
  console.log(Level.all.map((l) => l.rank).join(), Level.low instanceof Level); // expect: 1,2 true
}
