/** Bounds of one message, in both directions (RULES 25). */
export interface MessageLimits {
  /** Bytes in all, default 4 MiB. */
  maxMessageBytes: number;
  /** Values in all, default 1,000,000. */
  maxMessageValues: number;
}

export const DEFAULT_MESSAGE_LIMITS: MessageLimits = {
  maxMessageBytes: 4 * 1024 * 1024,
  maxMessageValues: 1_000_000,
};
