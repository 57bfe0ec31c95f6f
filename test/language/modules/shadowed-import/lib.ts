export const value = 'imported';
