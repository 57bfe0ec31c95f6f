/** A small program that has run and now waits: a few objects, a closure, a Map. */
class Account {
  balance = 0;
  readonly owner: string;

  constructor(owner: string) {
    this.owner = owner;
  }

  deposit(amount: number): void {
    this.balance += amount;
  }
}

const accounts = new Map<string, Account>();

export function main(n: number): number {
  for (let i = 0; i < 10; i++) {
    const owner = `owner${i}`;
    const account = new Account(owner);
    account.deposit(n * i);
    accounts.set(owner, account);
  }
  let sum = 0;
  accounts.forEach((account) => {
    sum += account.balance;
  });
  return sum;
}
