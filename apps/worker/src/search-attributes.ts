import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { searchAttributes } from '#domain/contracts/workflows.js';
import { reasonOf } from './log.js';

// The numbers of temporal.api.enums.v1.IndexedValueType and of gRPC's ALREADY_EXISTS; their packages are not ours.
const indexedValueType = { KEYWORD: 2, INT: 3, DATETIME: 6 } as const;
const grpcAlreadyExists = 6;

/**
 * Registers what Kvittert's workflows are found by, also on a server that is not ours: a start that names an
 * attribute the server does not know is refused.
 * @returns the names that were missing.
 * @throws Error that names the missing ones when the server does not let us register them.
 */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<string[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(searchAttributes).filter(({ name }) => !(name in customAttributes));
  if (missing.length === 0) return [];
  try {
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, indexedValueType[type]])),
    });
  } catch (error) {
    // Two workers that start together both try.
    if (!isGrpcServiceError(error) || error.code !== grpcAlreadyExists) {
      const wanted = missing.map(({ name, type }) => `${name} (${type})`).join(', ');
      throw new Error(
        `Temporal lacks search attributes in namespace ${namespace} and does not let the worker register them. ` +
          `Have its operator add: ${wanted}. Its answer: ${reasonOf(error)}`,
        { cause: error },
      );
    }
  }
  return missing.map(({ name }) => name);
}
