/** console: each method hands its arguments to the function of the same name among the capabilities, if there is one. */
import { debug, error, info, log, warn } from 'host:console';

export function consoleLog(...values: any[]): any {
  log(...values);
}

export function consoleInfo(...values: any[]): any {
  info(...values);
}

export function consoleWarn(...values: any[]): any {
  warn(...values);
}

export function consoleError(...values: any[]): any {
  error(...values);
}

export function consoleDebug(...values: any[]): any {
  debug(...values);
}
