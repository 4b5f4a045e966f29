/** Where faults of ours are told; never what somebody typed. */
export interface SlackInteractionsLog {
  error(message: string): void;
}
