// Static members live on the class.
class Registry {
  static items: string[] = [];
  static add(item: string) {
    this.items.push(item);
    return this;
  }
}

export function main() {
  Registry.add('a').add('b');
  console.log(Registry.items.join(), Object.keys(Registry).join()); // expect: a,b items
  console.log('items' in new Registry()); // expect: false
}
