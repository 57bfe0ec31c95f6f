/** Records as an application passes them: about the given number of bytes as JSON text. */

export interface SampleRecord {
  id: number;
  name: string;
  email: string;
  active: boolean;
  score: number;
  manager: null | number;
  tags: string[];
  address: { street: string; city: string; location: { latitude: number; longitude: number } };
}

const CITIES = ['Wien', 'Bern', 'Oslo', 'Roma', 'København', 'Łódź'];

function record(id: number): SampleRecord {
  return {
    id,
    name: `Person Number ${id}`,
    email: `person.${id}@example.org`,
    active: id % 3 !== 0,
    score: ((id * 7919) % 1000) / 8,
    manager: id % 5 === 0 ? null : Math.floor(id / 5),
    tags: ['staff', `team-${id % 17}`, id % 2 === 0 ? 'even' : 'odd'],
    address: {
      street: `${id % 200} Long Street`,
      city: CITIES[id % CITIES.length] ?? '',
      location: { latitude: 48 + (id % 100) / 64, longitude: 16 - (id % 100) / 64 },
    },
  };
}

export function sampleRecords(bytes: number): SampleRecord[] {
  const records: SampleRecord[] = [];
  for (let size = 2; size < bytes; ) {
    const next = record(records.length + 1);
    records.push(next);
    size += JSON.stringify(next).length + 1;
  }
  return records;
}
