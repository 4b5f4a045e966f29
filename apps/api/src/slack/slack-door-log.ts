/** Where faults of ours are told; never what somebody typed. */
export interface SlackDoorLog {
  error(message: string): void;
}
