type SnakeCase<Name extends string> = Name extends `${infer Letter}${infer Rest}`
  ? `${Letter extends Lowercase<Letter> ? Letter : `_${Lowercase<Letter>}`}${SnakeCase<Rest>}`
  : Name;

/**
 * A row of the entity's table as PostgreSQL writes it in JSON, under the names of the columns. The entity is the only
 * list of columns: one that is added there is asked for by the types wherever such a row is made.
 */
export type RowOf<Entity> = {
  [Property in keyof Entity & string as SnakeCase<Property>]: InJson<Entity[Property]>;
};

/** Times are text, bytes are `\\x` and hexadecimal. */
type InJson<Value> = Value extends Date | Buffer ? string : Value;
