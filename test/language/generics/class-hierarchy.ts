// A generic container, bounded by an interface that its items implement.
interface Comparable<T> {
  compareTo(other: T): number;
}
class Version implements Comparable<Version> {
  constructor(
    readonly major: number,
    readonly minor: number,
  ) {}
  compareTo(other: Version) {
    return this.major - other.major || this.minor - other.minor;
  }
  toString() {
    return `${this.major}.${this.minor}`;
  }
}
class SortedList<T extends Comparable<T>> {
  protected items: T[] = [];
  add(item: T) {
    const at = this.items.findIndex((other) => other.compareTo(item) > 0);
    this.items.splice(at < 0 ? this.items.length : at, 0, item);
    return this;
  }
}
class Printable<T extends Comparable<T>> extends SortedList<T> {
  override toString() {
    return this.items.join(' < ');
  }
}

export function main() {
  const list = new Printable<Version>()
    .add(new Version(1, 5))
    .add(new Version(1, 2))
    .add(new Version(0, 9));
  console.log(`${list}`, list.add(new Version(1, 3)).toString()); // expect: 0.9 < 1.2 < 1.5 0.9 < 1.2 < 1.3 < 1.5
}
