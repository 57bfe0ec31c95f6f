const value = 5;
export { value as 'any text' };
