export const store: string[] = [];
