import { type Client, isGrpcServiceError } from '@temporalio/client';

/** A claim outlives a call by far: what a dead relay had taken is taken by another after this. */
export const leaseMs = 30_000;
/** An overloaded server answers late; asking again would add to the load. */
const callLimitMs = 10_000;

const grpcInvalidArgument = 3;

/** A call that ends, one way or the other, well before the claim does. */
export function withinLimit<Result>(client: Client, call: () => Promise<Result>): Promise<Result> {
  return client.withDeadline(Date.now() + callLimitMs, call);
}

/** Refused for what it says. Everything else — the server away, busy, without the namespace — is trouble on the way. */
export function isEntryAtFault(error: unknown): boolean {
  for (let reason = error; reason instanceof Error; reason = reason.cause) {
    if (isGrpcServiceError(reason)) return reason.code === grpcInvalidArgument;
  }
  return false;
}
