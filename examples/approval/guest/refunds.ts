// Pays refunds. Above a limit somebody must agree, and that may take days: to this program it is an `await`.
import { approve, log, orderOf, pay } from 'host:';

const LIMIT = 50;

export async function refunds(ids: string[]): Promise<string> {
  const outcomes = new Map<string, string>();
  log(`${ids.length} refunds to do`);
  try {
    for (const id of ids) {
      const { customer, amount } = await orderOf(id);
      const agreed = amount <= LIMIT || (await approve(`Refund ${amount} to ${customer}?`));
      if (agreed) await pay(customer, amount);
      outcomes.set(id, agreed ? `${amount} paid` : 'declined');
    }
  } finally {
    log(`${outcomes.size} refunds done`);
  }
  return [...outcomes].map(([id, outcome]) => `${id}: ${outcome}`).join(', ');
}
