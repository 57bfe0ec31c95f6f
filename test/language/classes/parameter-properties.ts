// Parameter properties become fields before the body runs.
class User {
  constructor(
    public name: string,
    private readonly age = 3,
    protected upper = name.toUpperCase(),
  ) {
    this.upper += '!';
  }
  describe() {
    return `${this.name} ${this.age} ${this.upper}`;
  }
}

export function main() {
  console.log(new User('ada').describe(), new User('bo', 9).describe()); // expect: ada 3 ADA! bo 9 BO!
  console.log(Object.keys(new User('x')).join()); // expect: name,age,upper
}
