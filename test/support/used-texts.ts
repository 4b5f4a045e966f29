import ts from 'typescript';

const isTextFile = /\/texts\/[a-z-]+\.(?:nb|nn|en)\.ts$/u;

/** Everything in the code that may be a key, as the types tell it: `page.form.${name}.done` is one for each name. */
export class UsedTexts {
  /** Keys of every catalogue in bokmål. */
  readonly keys: readonly string[];
  private readonly said = new Set<string>();
  private readonly words = new Set<string>();
  /** What stands around a word that the types don't follow: `problem.${type}`. */
  private readonly frames = new Set<string>();

  /** @param root the project's folder, with its tsconfig.json */
  constructor(root: string) {
    const program = programOf(root);
    const own = program.getSourceFiles().filter(({ fileName }) => !fileName.includes('/node_modules/'));
    const checker = program.getTypeChecker();
    this.keys = own
      .filter(({ fileName }) => fileName.endsWith('.nb.ts'))
      .flatMap((file) => checker.getExportsOfModule(symbolOf(checker, file)))
      .flatMap((texts) => checker.getTypeOfSymbol(texts).getProperties())
      .map(({ name }) => name);
    for (const file of own) if (!isTextFile.test(file.fileName)) this.read(file, checker);
  }

  /** Keys that nothing in the code can say. */
  unusedOf(keys: readonly string[]): string[] {
    return keys.filter((key) => !this.said.has(key) && !this.isFramed(key));
  }

  private read(node: ts.Node, checker: ts.TypeChecker): void {
    if (ts.isStringLiteralLike(node)) {
      this.said.add(node.text);
      for (const word of node.text.split('.')) this.words.add(word);
    } else if (ts.isTemplateExpression(node)) this.addTemplate(node, checker);
    ts.forEachChild(node, (child) => this.read(child, checker));
  }

  /** Whether some key has the template's own words, in their order. */
  private mayBeKey({ head, templateSpans }: ts.TemplateExpression): boolean {
    const words = [head.text, ...templateSpans.map(({ literal }) => literal.text)];
    const like = new RegExp(
      `^${words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&')).join('.*')}$`,
      'su',
    );
    return this.keys.some((key) => like.test(key));
  }

  private addLiterals(type: ts.Type): void {
    if (type.isUnion()) type.types.forEach((one) => this.addLiterals(one));
    else if (type.isStringLiteral()) this.said.add(type.value);
  }

  private addTemplate(template: ts.TemplateExpression, checker: ts.TypeChecker): void {
    const {
      head,
      templateSpans: [span, ...others],
    } = template;
    // Its type is what takes long: asked for only where it may be a key.
    if (!this.mayBeKey(template)) return;
    const type = checker.getTypeAtLocation(template);
    if (type.isUnion() || type.isStringLiteral()) this.addLiterals(type);
    else if (span !== undefined && others.length === 0 && head.text.endsWith('.'))
      this.frames.add(`${head.text} ${span.literal.text}`);
  }

  /** What stands in the frame is a word of the code: a kind of refusal and its field, a form's name. */
  private isFramed(key: string): boolean {
    return [...this.frames].some((frame) => {
      const [head = '', tail = ''] = frame.split(' ');
      if (!key.startsWith(head) || !key.endsWith(tail)) return false;
      const words = key.slice(head.length, key.length - tail.length).split('.');
      return words.every((word) => this.words.has(word));
    });
  }
}

/** The code of the apps, the libraries and the commands; of packages only zod, which some keys' parts are made with. */
function programOf(root: string): ts.Program {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const config = ts.getParsedCommandLineOfConfigFile(`${root}/tsconfig.json`, {}, host);
  if (config === undefined) throw new Error(`There is no ${root}/tsconfig.json`);
  const files = config.fileNames.filter(
    (name) => /\/(?:apps|libs|local)\//u.test(name.slice(root.length)) && !/\.spec\.tsx?$/u.test(name),
  );
  const options: ts.CompilerOptions = { ...config.options, incremental: false, types: [] };
  delete options.tsBuildInfoFile;
  const compiler = ts.createCompilerHost(options);
  compiler.jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
  const resolved = ts.createModuleResolutionCache(root, (name) => name, options);
  compiler.resolveModuleNameLiterals = (names, file, redirected) =>
    names.map(({ text }) =>
      /^(?:[.#]|zod$)/u.test(text)
        ? ts.resolveModuleName(text, file, options, compiler, resolved, redirected, ts.ModuleKind.ESNext)
        : { resolvedModule: undefined },
    );
  return ts.createProgram(files, options, compiler);
}

function symbolOf(checker: ts.TypeChecker, file: ts.SourceFile): ts.Symbol {
  const symbol = checker.getSymbolAtLocation(file);
  if (symbol === undefined) throw new Error(`${file.fileName} exports nothing`);
  return symbol;
}
