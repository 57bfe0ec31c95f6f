// A class may have static accessors.
class Config {
  private static stored = 'default';
  static get value() {
    return this.stored;
  }
  static set value(v: string) {
    this.stored = v.toUpperCase();
  }
}

export function main() {
  Config.value = 'new';
  console.log(Config.value); // expect: NEW
}
