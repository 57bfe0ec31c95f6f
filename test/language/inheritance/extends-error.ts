// Subclasses of Error keep name, message and instanceof.
class AppError extends Error {
  code: number;
  constructor(message: string, code: number) {
    super(message);
    this.name = 'AppError';
    this.code = code;
  }
}
class DeepError extends AppError {}

export function main() {
  const e = new DeepError('gone', 404);
  console.log(e.message, e.name, e.code, e instanceof AppError, e instanceof Error, String(e)); // expect: gone AppError 404 true true AppError: gone
  console.log(new AppError('', 1).toString(), Object.prototype.toString.call(e)); // expect: AppError [object Error]
}
