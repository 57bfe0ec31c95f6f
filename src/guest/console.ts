/** console: each method hands its arguments to the capability of the host, if there is one. */

export function consoleLog(...values: any[]): any {
  $consoleCall(undefined, 'log', values);
}

export function consoleInfo(...values: any[]): any {
  $consoleCall(undefined, 'info', values);
}

export function consoleWarn(...values: any[]): any {
  $consoleCall(undefined, 'warn', values);
}

export function consoleError(...values: any[]): any {
  $consoleCall(undefined, 'error', values);
}

export function consoleDebug(...values: any[]): any {
  $consoleCall(undefined, 'debug', values);
}
