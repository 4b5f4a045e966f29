import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../local/project-root.js';

/** What the code behind an operation may refuse with, and which permissions it asks for. */
export interface RefusalsInCode {
  /** Problem types. */
  problems: string[];
  permissions: string[];
}

/** Here the code goes on by data: what is decided, is found by the command's own type. */
const commandHandlers = new Set(['CommandDispatcher.handle', 'CommandHandler.handle']);
/** What only one kind of command reaches, behind a condition that the command handler asks. */
const openTo: Readonly<Record<string, (command: string) => boolean>> = {
  freeze: (command) => command === 'LockReport' || command === 'CorrectReport',
  contentToPublish: (command) => command === 'PublishReport',
};

/** What only an index of the database knows (libs/record/src/record-errors.ts): no rule reads it. */
const refusedByIndex: Readonly<Record<string, string>> = {
  RegisterPerson: 'email-taken',
  RevisePerson: 'email-taken',
};

/**
 * Reads the source from each operation of the REST API on: every function it may call, and every rule of the commands
 * it gives. It follows names, not values, so it may find a refusal that never comes, but misses none that is written
 * as a `DomainError` or a `RefusedRequest`.
 * @returns by operationId
 */
export function refusalsInCode(): ReadonlyMap<string, RefusalsInCode> {
  return new Reading().operations();
}

interface Found {
  problems: Set<string>;
  permissions: Set<string>;
  commands: Set<string>;
  calls: Set<ts.Node>;
}

function nothingFound(): Found {
  return { problems: new Set(), permissions: new Set(), commands: new Set(), calls: new Set() };
}

class Reading {
  private readonly program: ts.Program;
  private readonly checker: ts.TypeChecker;
  private readonly commandTypes: ReadonlySet<string>;

  constructor() {
    const { config } = ts.readConfigFile(join(projectRoot, 'tsconfig.json'), ts.sys.readFile) as {
      config: unknown;
    };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, projectRoot);
    const api = join(projectRoot, 'apps/api/src');
    const roots = readdirSync(api, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\/rest\/[^/]+\.controller\.ts$/u.test(file))
      .map((file) => join(api, file));
    const { tsBuildInfoFile: _kept, incremental: _incremental, ...read } = options;
    this.program = ts.createProgram(roots, read);
    this.checker = this.program.getTypeChecker();
    this.commandTypes = this.readCommandTypes();
  }

  operations(): ReadonlyMap<string, RefusalsInCode> {
    const sources = this.program
      .getSourceFiles()
      .filter(({ fileName }) => /\/apps\/api\/src\/\w+\/rest\/[^/]+\.controller\.ts$/u.test(fileName));
    const operations = sources.flatMap((source) =>
      source.statements
        .filter(ts.isClassDeclaration)
        .flatMap((declaration) => this.inController(declaration)),
    );
    return new Map(operations);
  }

  private inController(declaration: ts.ClassDeclaration): [string, RefusalsInCode][] {
    const controller = declaration.name?.text.replace(/Controller$/u, '') ?? '';
    return declaration.members
      .filter(ts.isMethodDeclaration)
      .flatMap((method): [string, RefusalsInCode][] => {
        if ((ts.getDecorators(method) ?? []).length === 0) return [];
        const own = this.everythingFrom(method.body === undefined ? [] : [method.body], undefined);
        const rules = this.rulesOf(own.commands);
        const union = (key: 'problems' | 'permissions') =>
          [...new Set([own, ...rules].flatMap((found) => [...found[key]]))].sort();
        const id = `${controller}_${method.name.getText()}`;
        return [[id, { problems: union('problems'), permissions: union('permissions') }]];
      });
  }

  /** Of each command, and of those that it gives effect to (a countersignature decides what it confirms). */
  private rulesOf(commands: ReadonlySet<string>): Found[] {
    const entrances = ['prepare', 'attempt'].map((name) =>
      this.functionNamed('libs/record/src/command-handler.ts', name),
    );
    const rules = new Map<string, Found>();
    const waiting = [...commands];
    for (let command = waiting.pop(); command !== undefined; command = waiting.pop()) {
      if (rules.has(command)) continue;
      const found = this.everythingFrom(entrances, command);
      const byIndex = refusedByIndex[command];
      if (byIndex !== undefined) found.problems.add(byIndex);
      rules.set(command, found);
      waiting.push(...found.commands);
    }
    return [...rules.values()];
  }

  private everythingFrom(bodies: readonly ts.Node[], command: string | undefined): Found {
    const all: Found = nothingFound();
    const seen = new Set<ts.Node>();
    const waiting = [...bodies];
    for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
      if (seen.has(body)) continue;
      seen.add(body);
      const found = this.inBody(body, command);
      for (const key of ['problems', 'permissions', 'commands'] as const)
        for (const text of found[key]) all[key].add(text);
      waiting.push(...found.calls);
    }
    return all;
  }

  private readonly known = new Map<string | undefined, Map<ts.Node, Found>>();

  private inBody(body: ts.Node, command: string | undefined): Found {
    const known = this.known.get(command) ?? new Map<ts.Node, Found>();
    this.known.set(command, known);
    let found = known.get(body);
    if (found === undefined) {
      found = nothingFound();
      known.set(body, found);
      this.visit(body, command, found);
    }
    return found;
  }

  /** @param command the type of the command that is being decided; undefined outside the rules */
  private visit(node: ts.Node, command: string | undefined, found: Found): void {
    if (ts.isTypeNode(node)) return;
    if (command !== undefined && this.visitChosen(node, command, found)) return;
    if (ts.isNewExpression(node)) this.noteRefusal(node, found);
    if (ts.isCallExpression(node)) this.notePermission(node, found);
    if (ts.isCallExpression(node)) this.noteOtherRule(node, found);
    if (ts.isPropertyAssignment(node) && command === undefined) this.noteCommand(node, found);
    if (ts.isIdentifier(node)) this.noteCall(node, command, found);
    ts.forEachChild(node, (child) => this.visit(child, command, found));
  }

  /** Where the code asks which command it has, only what is meant for this one. */
  private visitChosen(node: ts.Node, command: string, found: Found): boolean {
    if (ts.isSwitchStatement(node) && isTypeOfCommand(node.expression)) {
      for (const clause of chosen(node, command)) this.visit(clause, command, found);
      return true;
    }
    if (ts.isConditionalExpression(node)) {
      const answer = asksForCommand(node.condition, command);
      if (answer !== undefined) this.visit(answer ? node.whenTrue : node.whenFalse, command, found);
      return answer !== undefined;
    }
    if (ts.isObjectLiteralExpression(node) && this.isTableOfRules(node)) {
      for (const given of node.properties)
        if (ts.isSpreadAssignment(given) || given.name?.getText() === command)
          this.visit(given, command, found);
      return true;
    }
    if (!ts.isBlock(node)) return false;
    for (const statement of node.statements) {
      const answer = ts.isIfStatement(statement) ? asksForCommand(statement.expression, command) : undefined;
      if (answer === undefined || !ts.isIfStatement(statement)) {
        this.visit(statement, command, found);
        continue;
      }
      const branch = answer ? statement.thenStatement : statement.elseStatement;
      if (branch === undefined) continue;
      this.visit(branch, command, found);
      if (leaves(branch)) break;
    }
    return true;
  }

  /** Commands by their names, each with its rule. */
  private isTableOfRules(node: ts.ObjectLiteralExpression): boolean {
    return node.properties.some(({ name }) => name !== undefined && this.commandTypes.has(name.getText()));
  }

  /** The rule of another command than the one that is being decided. */
  private noteOtherRule(node: ts.CallExpression, found: Found): void {
    const [type] = node.arguments;
    if (node.expression.getText() !== 'ruleOf' || type === undefined || isTypeOfCommand(type)) return;
    if (!ts.isPropertyAccessExpression(type)) return;
    for (const text of this.textsOf(type)) if (this.commandTypes.has(text)) found.commands.add(text);
  }

  private noteCall(name: ts.Identifier, command: string | undefined, found: Found): void {
    const { parent } = name;
    // Of a table of functions only the one that is named.
    if (ts.isPropertyAccessExpression(parent) && parent.expression === name && name.text === 'refusals')
      return;
    const only = openTo[name.text];
    if (only !== undefined && command !== undefined && !only(command)) return;
    const body = this.codeOf(name);
    if (body !== undefined && !commandHandlers.has(qualifiedName(body))) found.calls.add(body);
  }

  /** What a name stands for, where it is code of ours. */
  private codeOf(name: ts.Identifier): ts.Node | undefined {
    let symbol = this.checker.getSymbolAtLocation(name);
    if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias)
      symbol = this.checker.getAliasedSymbol(symbol);
    const declaration = symbol?.valueDeclaration;
    if (declaration === undefined) return undefined;
    const { fileName } = declaration.getSourceFile();
    if (!fileName.startsWith(projectRoot) || /\/node_modules\/|\.(schemas|shown)\.ts$/u.test(fileName)) {
      return undefined;
    }
    if (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) return declaration.body;
    if (ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration)) {
      return declaration.initializer;
    }
    return undefined;
  }

  private noteRefusal(node: ts.NewExpression, found: Found): void {
    if (!['DomainError', 'RefusedRequest'].includes(node.expression.getText())) return;
    const [details] = node.arguments ?? [];
    if (details === undefined) return;
    if (!ts.isObjectLiteralExpression(details)) return;
    for (const given of details.properties) {
      if (!ts.isPropertyAssignment(given) || given.name.getText() !== 'type') continue;
      for (const text of this.textsOf(given.initializer)) found.problems.add(text);
    }
  }

  private notePermission(node: ts.CallExpression, found: Found): void {
    if (node.expression.getText() !== 'requirePermission') return;
    const [, permission] = node.arguments;
    if (permission === undefined) return;
    for (const text of this.textsOf(permission)) found.permissions.add(text);
  }

  private noteCommand(node: ts.PropertyAssignment, found: Found): void {
    if (node.name.getText() !== 'type') return;
    for (const text of this.textsOf(node.initializer)) {
      if (this.commandTypes.has(text)) found.commands.add(text);
    }
  }

  private textsOf(expression: ts.Expression): string[] {
    if (ts.isStringLiteralLike(expression)) return [expression.text];
    if (ts.isConditionalExpression(expression)) {
      return [...this.textsOf(expression.whenTrue), ...this.textsOf(expression.whenFalse)];
    }
    if (ts.isTemplateExpression(expression)) {
      return expression.templateSpans.reduce(
        (texts, { expression: inner, literal }) =>
          texts.flatMap((text) => this.textsOf(inner).map((value) => `${text}${value}${literal.text}`)),
        [expression.head.text],
      );
    }
    const type = this.checker.getTypeAtLocation(expression);
    const members = type.isUnion() ? type.types : [type];
    return members.flatMap((member) => (member.isStringLiteral() ? [member.value] : []));
  }

  private readCommandTypes(): ReadonlySet<string> {
    const source = this.source('libs/domain/src/commands.ts');
    const module = this.checker.getSymbolAtLocation(source);
    const exported = module === undefined ? [] : this.checker.getExportsOfModule(module);
    const command = exported.find(({ name }) => name === 'Command');
    if (command === undefined) throw new Error('libs/domain/src/commands.ts has no Command');
    const type = this.checker.getDeclaredTypeOfSymbol(command);
    const members = type.isUnion() ? type.types : [type];
    return new Set(
      members.flatMap((member) => {
        const property = member.getProperty('type');
        const kind = property === undefined ? undefined : this.checker.getTypeOfSymbol(property);
        const kinds = kind?.isUnion() ? kind.types : [kind];
        return kinds.flatMap((one) => (one?.isStringLiteral() ? [one.value] : []));
      }),
    );
  }

  private functionNamed(file: string, name: string): ts.Node {
    let found: ts.Node | undefined;
    const look = (node: ts.Node): void => {
      const isFunction = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
      if (isFunction && node.name?.getText() === name) found = node.body;
      else ts.forEachChild(node, look);
    };
    look(this.source(file));
    if (found === undefined) throw new Error(`${file} has no ${name}`);
    return found;
  }

  private source(file: string): ts.SourceFile {
    const source = this.program.getSourceFile(join(projectRoot, file));
    if (source === undefined) throw new Error(`${file} is not part of the API`);
    return source;
  }
}

function qualifiedName(body: ts.Node): string {
  const method = body.parent;
  if (!ts.isMethodDeclaration(method) || !ts.isClassDeclaration(method.parent)) return '';
  return `${method.parent.name?.text ?? ''}.${method.name.getText()}`;
}

function isTypeOfCommand(expression: ts.Expression): boolean {
  return expression.getText() === 'command.type';
}

/** `command.type === 'X'`, answered for this command; undefined for any other question. */
function asksForCommand(expression: ts.Expression, command: string): boolean | undefined {
  if (!ts.isBinaryExpression(expression) || !isTypeOfCommand(expression.left)) return undefined;
  if (!ts.isStringLiteral(expression.right)) return undefined;
  const same = expression.right.text === command;
  if (expression.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken) return same;
  if (expression.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsEqualsToken) return !same;
  return undefined;
}

/** The clauses that a command comes to. */
function chosen(node: ts.SwitchStatement, command: string): ts.Node[] {
  const { clauses } = node.caseBlock;
  const start = clauses.findIndex(
    (clause) =>
      ts.isCaseClause(clause) && ts.isStringLiteral(clause.expression) && clause.expression.text === command,
  );
  if (start === -1) return clauses.filter(ts.isDefaultClause);
  const after = clauses.slice(start);
  const end = after.findIndex(({ statements }) => statements.some(leaves));
  return after.slice(0, end + 1).flatMap(({ statements }) => [...statements]);
}

function leaves(node: ts.Node): boolean {
  if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) return true;
  return ts.isBlock(node) && node.statements.some(leaves);
}

/** The command handler's own: they follow from the headers that an operation takes, and the document derives them so. */
const ofEveryCommand = new Set(['command-in-progress', 'idempotency-key-reused', 'record-busy', 'stale']);

/** apps/api/src/openapi/refusals-of-operations.ts as it should be, but for its formatting. */
export function refusalsAsSource(found: ReadonlyMap<string, RefusalsInCode>): string {
  const rows = [...found]
    .map(([id, { problems, permissions }]) => ({
      id,
      problems: problems.filter((problem) => !ofEveryCommand.has(problem)),
      permissions,
    }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  return `import type { Permission } from '#domain/roles/permissions.js';

/** What an operation may be refused for by rules of the domain, and the permissions that its code asks for. */
export interface RefusalsOfOperation {
  problems: readonly string[];
  permissions: readonly Permission[];
}

/** Found in the code by test/support/refusals-in-code.ts: test/api/openapi.spec.ts compares, and says how to renew it. */
export const refusalsOfOperations: Readonly<Record<string, RefusalsOfOperation>> = {
${rows.map(({ id, ...row }) => `  ${id}: ${JSON.stringify(row)},`).join('\n')}
};
`;
}
